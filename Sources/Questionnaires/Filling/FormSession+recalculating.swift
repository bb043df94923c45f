/// Keeping relevance and calculations up to date.
extension FormSession {
    /// What waits to be evaluated, by rule. Rules are in an order in which each comes after what it reads, so that one
    /// pass from the first to the last is enough.
    struct Agenda {
        enum Extent {
            case everywhere
            /// Below these entries of a repeat.
            case within([InstanceNode])
        }

        var extents: [Int: Extent] = [:]

        mutating func add(_ rule: Int, within entry: InstanceNode?) {
            switch (extents[rule], entry) {
            case (.everywhere, _): return
            case (_, nil): extents[rule] = .everywhere
            case (.within(var entries), .some(let entry)):
                guard !entries.contains(where: { $0 === entry }) else { return }
                entries.append(entry)
                extents[rule] = .within(entries)
            case (nil, .some(let entry)): extents[rule] = .within([entry])
            }
        }

        /// Drops what was to be evaluated within an entry that is about to go.
        mutating func forget(_ gone: InstanceNode) {
            for (rule, extent) in extents {
                guard case .within(let entries) = extent else { continue }
                let left = entries.filter { !$0.isWithin(gone) }
                extents[rule] = left.isEmpty ? nil : .within(left)
            }
        }
    }

    /// Evaluates all rules once, and then counts of repeats until nothing changes.
    func recalculateAll() {
        var agenda = Agenda()
        for rule in form.order.indices { agenda.add(rule, within: nil) }
        settle(&agenda)
    }

    /// Evaluates what depends on the value of a node.
    func recalculate(after node: InstanceNode) {
        var agenda = Agenda()
        note(node, in: &agenda)
        settle(&agenda)
    }

    /// Runs the agenda, then lets counted repeats and choices follow, until nothing is left to do.
    func settle(_ agenda: inout Agenda) {
        for _ in 0..<QuestionnaireLimits.settlingRoundsMax {
            work(&agenda)
            // What was given up will be taken back.
            guard engine.exceededLimit == nil else { return }
            followCounts(&agenda)
            if agenda.extents.isEmpty { dropLostChoices(&agenda) }
            if agenda.extents.isEmpty, !isIndexStale { return }
        }
        // Counts that chase their own entries never settle.
        overgrown = overgrown ?? root
    }

    /// Puts on the agenda all that reads a node.
    func note(_ node: InstanceNode, in agenda: inout Agenda) {
        touch(node)
        for reader in readers[node.template] {
            guard let ownRepeat = reader.ownRepeat else {
                agenda.add(reader.rule, within: nil)
                continue
            }
            var entry: InstanceNode? = node
            while let found = entry, found.template != ownRepeat { entry = found.parent }
            agenda.add(reader.rule, within: entry)
        }
    }

    private func touch(_ node: InstanceNode) {
        var entries: [ObjectIdentifier] = []
        var above: InstanceNode? = node
        while let found = above {
            if form.nodes[found.template].isRepeat { entries.append(ObjectIdentifier(found)) }
            above = found.parent
        }
        touched[node.template, default: []].formUnion(entries)
    }

    private func work(_ agenda: inout Agenda) {
        if isIndexStale { index() }
        var rule = 0
        while !agenda.extents.isEmpty, rule < form.order.count {
            if let extent = agenda.extents.removeValue(forKey: rule) { apply(form.order[rule], extent, &agenda) }
            rule += 1
        }
    }

    private func apply(_ rule: Triggerable, _ extent: Agenda.Extent, _ agenda: inout Agenda) {
        if isResuming { engine.refill() }
        let targets: [InstanceNode]
        switch extent {
        case .everywhere: targets = byTemplate[rule.node]
        case .within(let entries):
            let chain = form.nodes.chain(to: rule.node)
            targets = entries.flatMap { $0.descendants(chain[(form.nodes[$0.template].depth + 1)...]) }
        }
        for node in targets {
            let value = engine.evaluate(rule.expression, at: node)
            switch rule.kind {
            case .calculate:
                let datum = datum(value, for: rule.node)
                guard datum != node.datum else { continue }
                remember(node)
                node.datum = datum
                note(node, in: &agenda)
            case .relevant:
                let holds = XPathEngine.single(value).asBoolean
                guard holds != node.isSelfRelevant else { continue }
                remember(node)
                node.isSelfRelevant = holds
                spread(node, &agenda)
            }
        }
    }

    /// Hands relevance down from a node to all that it holds.
    func spread(_ node: InstanceNode, _ agenda: inout Agenda) {
        let isRelevant = node.isSelfRelevant && node.parent?.isRelevant ?? true
        guard isRelevant != node.isRelevant else { return }
        remember(node)
        node.isRelevant = isRelevant
        note(node, in: &agenda)
        for child in node.children { spread(child, &agenda) }
    }
}

/// Actions of the form, and what the device fills in.
extension FormSession {
    func run(_ event: FormAction.Event) {
        for action in form.actions where action.event == event {
            for target in byTemplate[action.target] {
                set(target, by: action)
                recalculate(after: target)
            }
        }
        // Within repeats, such actions stand beside those for new entries; within questions, beside those for changes.
        let inRepeats = form.repeats.sorted { $0.key < $1.key }.flatMap(\.value.actions)
        for action in inRepeats + form.questions.flatMap(\.actions) where action.event == event {
            for target in byTemplate[action.target] { set(target, by: action) }
        }
    }

    func set(_ target: InstanceNode, by action: FormAction) {
        let value = action.expression.map { engine.evaluate($0, at: target) } ?? .text(action.text)
        remember(target)
        target.datum = datum(value, for: target.template)
    }

    /// The nodes that an action of a question sets: in the same entries of the repeats that hold both.
    func targets(of action: FormAction, beside node: InstanceNode) -> [InstanceNode] {
        guard let shared = form.nodes.commonRepeat(action.target, node.template) else {
            return byTemplate[action.target]
        }
        var entry: InstanceNode? = node
        while let found = entry, found.template != shared { entry = found.parent }
        let chain = form.nodes.chain(to: action.target).dropFirst(form.nodes[shared].depth + 1)
        return entry?.descendants(chain) ?? []
    }

    /// Ends the filling: fields that take the time of the end get it. Nothing is calculated from it any more, as in
    /// JavaRosa.
    public func finish() {
        for (template, node) in form.nodes.enumerated() where node.bind.preload == .end {
            for entry in byTemplate[template] {
                entry.datum = datum(.moment(environment.now()), for: template)
            }
        }
    }
}
