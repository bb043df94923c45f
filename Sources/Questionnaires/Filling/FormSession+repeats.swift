/// Entries of repeats coming and going.
extension FormSession {
    /// Adds an entry at the end of a repeat.
    ///
    /// - Parameter path: Of the repeat, without a number for the new entry: `/data/person`, `/data/house[2]/person`.
    /// - Returns: The path of the new entry.
    /// - Throws: When there is no such repeat, when its entries are counted by the form, when it is not relevant, and
    ///   when it is full.
    @discardableResult
    public func addRepeat(_ path: String) throws(FormViolation) -> String { try addRepeat(path, passesCount: false) }

    /// The same; a repeat that the form counts may take more entries than its count, as one has them whose count has
    /// fallen.
    @discardableResult
    func addRepeat(_ path: String, passesCount: Bool) throws(FormViolation) -> String {
        let (parent, template) = try repeatPlace(path)
        guard let definition = form.repeats[template],
            !definition.isFixed || passesCount && definition.count != nil
        else {
            throw FormViolation(.readonly, path: path)
        }
        guard parent.isRelevant else { throw FormViolation(.notRelevant, path: path) }
        guard entries(of: template, in: parent).count < QuestionnaireLimits.repeatEntriesMax,
            hasRoom(for: 1, of: template)
        else {
            throw FormViolation(.tooManyEntries, path: path)
        }
        begin()
        var agenda = Agenda()
        guard let entry = insert(definition, in: parent, &agenda) else { throw FormViolation(.unknown, path: path) }
        settle(&agenda)
        if let objection = objection(at: path) {
            takeBack()
            throw objection
        }
        return self.path(of: entry)
    }

    /// Takes an entry of a repeat away, with all its answers; later entries move up.
    ///
    /// - Parameter path: Of the entry: `/data/person[2]`.
    /// - Throws: When there is no such entry, and when the form counts the entries and counts this one.
    public func removeRepeat(_ path: String) throws(FormViolation) {
        guard let entry = node(at: path), let definition = form.repeats[entry.template] else {
            throw FormViolation(.unknown, path: path)
        }
        guard !definition.isFixed || isBeyondCount(entry, definition) else {
            throw FormViolation(.readonly, path: path)
        }
        begin()
        var agenda = Agenda()
        remove(entry, &agenda)
        settle(&agenda)
        if let exceededLimit = exceededLimit(at: path) { throw exceededLimit }
    }

    private func isBeyondCount(_ entry: InstanceNode, _ definition: BodyPart.Repeat) -> Bool {
        guard let count = definition.count, let parent = entry.parent else { return false }
        return entry.position > XPathEngine.single(engine.evaluate(count, at: parent)).asInteger
    }

    func entries(of template: Int, in parent: InstanceNode) -> [InstanceNode] {
        parent.children.filter { $0.template == template }
    }

    /// Lets counted repeats have at least as many entries as their counts say. Entries beyond a count that fell stay,
    /// as in JavaRosa, because they hold answers; they can be removed by hand.
    func followCounts(_ agenda: inout Agenda) {
        for (template, definition) in form.repeats.sorted(by: { $0.key < $1.key }) {
            guard let count = definition.count, let parent = form.nodes[template].parent else { continue }
            // Counted for all that hold the repeat before the first entry is made: taking many away again takes long.
            let wanting = byTemplate[parent].filter(\.isRelevant).map { holder in
                (holder: holder, count: missing(definition, count, in: holder))
            }
            let sum = wanting.reduce(0) { $0 + $1.count }
            guard sum > 0, overgrown == nil else { continue }
            let most = QuestionnaireLimits.repeatEntriesMax
            if let crowded = wanting.first(where: { $0.count > most }) ?? wanting.first,
                crowded.count > most || !hasRoom(for: sum, of: template)
            {
                overgrown = crowded.holder
                continue
            }
            for (holder, count) in wanting where count > 0 { add(count, definition, in: holder, &agenda) }
        }
    }

    /// How many entries a count asks for that are not there; more than a repeat takes when it asks for more.
    private func missing(_ definition: BodyPart.Repeat, _ count: Int, in holder: InstanceNode) -> Int {
        let wanted = XPathEngine.single(engine.evaluate(count, at: holder)).asInteger
        if wanted > QuestionnaireLimits.repeatEntriesMax { return wanted }
        return max(0, wanted - entries(of: definition.node, in: holder).count)
    }

    private func add(
        _ count: Int, _ definition: BodyPart.Repeat, in holder: InstanceNode, _ agenda: inout Agenda
    ) {
        for _ in 0..<count {
            guard insert(definition, in: holder, &agenda) != nil else { return }
        }
    }

    private func hasRoom(for count: Int, of template: Int) -> Bool {
        nodeCount + count * form.nodes.subtree(template).count <= QuestionnaireLimits.instanceNodesMax
    }

    private func insert(
        _ definition: BodyPart.Repeat, in parent: InstanceNode, _ agenda: inout Agenda
    ) -> InstanceNode? {
        guard let entry = grow(definition.node, in: parent) else { return nil }
        grown.append(entry)
        isIndexStale = true
        nodeCount += form.nodes.subtree(definition.node).count
        for action in definition.actions where action.event == .newRepeat {
            let chain = form.nodes.chain(to: action.target).dropFirst(form.nodes[definition.node].depth + 1)
            for target in entry.descendants(chain) { set(target, by: action) }
        }
        noteAll(entry, in: &agenda)
        for (rule, triggerable) in form.order.enumerated()
        where form.nodes[0].isAncestor(orSame: definition.node, of: triggerable.node, in: form.nodes) {
            agenda.add(rule, within: entry)
        }
        // A new entry starts as relevant as what holds it.
        if !parent.isRelevant { spread(entry, &agenda) }
        return entry
    }

    func remove(_ entry: InstanceNode, _ agenda: inout Agenda) {
        guard let parent = entry.parent else { return }
        // What read the entry reads the others of the same repeat, whose positions change.
        var templates: [Int] = []
        func collect(_ node: InstanceNode) {
            templates.append(node.template)
            for child in node.children { collect(child) }
        }
        collect(entry)
        agenda.forget(entry)
        engine.remove(entry)
        isIndexStale = true
        for template in Set(templates) {
            for reader in readers[template] where reader.ownRepeat != entry.template {
                agenda.add(reader.rule, within: nil)
            }
        }
        for sibling in entries(of: entry.template, in: parent) { note(sibling, in: &agenda) }
    }

    private func noteAll(_ node: InstanceNode, in agenda: inout Agenda) {
        note(node, in: &agenda)
        for child in node.children { noteAll(child, in: &agenda) }
    }

    private func repeatPlace(_ path: String) throws(FormViolation) -> (InstanceNode, Int) {
        let steps = path.split(separator: "/")
        guard steps.count >= 2, let parent = node(at: "/" + steps.dropLast().joined(separator: "/")),
            let template = form.nodes.child(of: parent.template, named: String(steps[steps.count - 1])),
            form.nodes[template].isRepeat
        else { throw FormViolation(.unknown, path: path) }
        return (parent, template)
    }
}
