internal import Values

/// The nodes of the form's instance.
extension FormReader {
    /// Finds the repeats before all else, because they decide which elements of the instance are templates.
    func collectRepeats(_ body: XMLTree, into paths: inout Set<String>) {
        for child in body.children {
            if child.name == "repeat", let path = child.attribute("nodeset") { paths.insert(path.trimmedOfXMLBlanks) }
            collectRepeats(child, into: &paths)
        }
    }

    mutating func readNodes(_ root: XMLTree, repeats: Set<String>) {
        addNode(root, parent: nil, repeats: repeats)
        skeleton = FormSkeleton(nodes: nodes, instances: Set(lists.keys))
        if nodes.count > QuestionnaireLimits.nodesMax {
            let what = Localized(zh: "字段", en: "fields")
            faults.append(.tooMany(what, most: QuestionnaireLimits.nodesMax, line: root.line))
        }
    }

    private mutating func addNode(_ element: XMLTree, parent: Int?, repeats: Set<String>) {
        let index = nodes.count
        let path = (parent.map { nodes[$0].path } ?? "") + "/" + element.name
        guard index <= QuestionnaireLimits.nodesMax else { return }
        if ["entity", "audit"].contains(element.name), parent.map({ nodes[$0].name }) == "meta" {
            faults.append(.unsupported(element.name, line: element.line, place: path))
        }
        nodes.append(
            TemplateNode(
                name: element.name, prefix: element.prefix, namespace: element.namespace,
                attributes: element.attributes.filter { $0.namespace != XMLNamespace.javaRosa }, parent: parent,
                path: path, depth: parent.map { nodes[$0].depth + 1 } ?? 0, line: element.line))
        nodes[index].isRepeat = repeats.contains(path)
        if let parent { nodes[parent].add(child: index, named: element.name) }
        var seen: Set<String> = []
        for child in Self.templates(of: element) {
            let childPath = "\(path)/\(child.name)"
            if !seen.insert(child.name).inserted {
                guard !repeats.contains(childPath) else { continue }
                faults.append(.duplicate(childPath, line: child.line, place: childPath))
                continue
            }
            addNode(child, parent: index, repeats: repeats)
        }
    }

    /// The children of an element, where the template of a repeat stands for all its entries.
    private static func templates(of element: XMLTree) -> [XMLTree] {
        let templated = Set(element.children.filter { $0.javaRosa("template") != nil }.map(\.name))
        var given: Set<String> = []
        return element.children.compactMap { child in
            guard templated.contains(child.name) else { return child }
            guard given.insert(child.name).inserted else { return nil }
            return element.children.first { $0.name == child.name && $0.javaRosa("template") != nil }
        }
    }

    /// Reads the values that the form holds from the start.
    mutating func readDefaults(_ root: XMLTree) {
        readDefaults(of: root, at: 0)
    }

    private mutating func readDefaults(of element: XMLTree, at index: Int) {
        let templates = Dictionary(Self.templates(of: element).map { ($0.name, $0) }) { first, _ in first }
        for child in nodes[index].children {
            guard let element = templates[nodes[child].name] else { continue }
            readDefaults(of: element, at: child)
        }
        guard nodes[index].children.isEmpty else { return }
        let text = element.ownText
        guard !text.isEmpty else { return }
        let type = nodes[index].type
        // The offset matters for a default with a zone only, which a spreadsheet's default does not have.
        guard let value = Datum.reading(text, as: type, utcOffsetMinutes: 0) else {
            faults.append(.value(text, type: type, line: element.line, place: nodes[index].path))
            return
        }
        if let loss = value.loss(of: text, utcOffsetMinutes: 0) {
            faults.append(.unkeepable(text, loss.text, line: element.line, place: nodes[index].path))
            return
        }
        nodes[index].defaultValue = value
    }

    // The order in which relevance and calculations are evaluated.

    /// Puts each rule after those whose outcome it reads, and refuses rules that run in a circle.
    mutating func orderTriggerables() -> [Triggerable] {
        var rules: [Triggerable] = []
        for (index, node) in nodes.enumerated() {
            if let expression = node.bind.relevant {
                rules.append(Triggerable(kind: .relevant, node: index, expression: expression))
            }
            if let expression = node.bind.calculate {
                rules.append(Triggerable(kind: .calculate, node: index, expression: expression))
            }
        }
        let followers = followers(of: rules)
        var waiting = Array(repeating: 0, count: rules.count)
        for list in followers { for follower in list { waiting[follower] += 1 } }
        var ready = rules.indices.filter { waiting[$0] == 0 }
        var order: [Triggerable] = []
        var next = 0
        while next < ready.count {
            let rule = ready[next]
            next += 1
            order.append(rules[rule])
            for follower in followers[rule] {
                waiting[follower] -= 1
                if waiting[follower] == 0 { ready.append(follower) }
            }
        }
        if order.count < rules.count { refuseCircle(rules, followers, waiting) }
        return order
    }

    /// For each rule, the rules that read what it decides. Relevance decides over all that a node holds.
    private func followers(of rules: [Triggerable]) -> [[Int]] {
        var readers: [Int: [Int]] = [:]
        for (index, rule) in rules.enumerated() {
            for node in Set(expressions[rule.expression].dependencies.map(\.node)) {
                readers[node, default: []].append(index)
            }
        }
        return rules.map { rule in
            let decided = rule.kind == .relevant ? nodes.subtree(rule.node) : [rule.node]
            return Array(Set(decided.flatMap { readers[$0] ?? [] })).sorted()
        }
    }

    /// Names one circle among the rules that wait for each other.
    private mutating func refuseCircle(_ rules: [Triggerable], _ followers: [[Int]], _ waiting: [Int]) {
        let stuck = Set(rules.indices.filter { waiting[$0] > 0 })
        var leaders: [Int: Int] = [:]
        for rule in stuck.sorted() {
            for follower in followers[rule] where stuck.contains(follower) { leaders[follower] = rule }
        }
        guard var current = stuck.min() else { return }
        var seen: [Int] = []
        // Every stuck rule waits for another stuck one, so that walking backwards must come round.
        while !seen.contains(current) {
            seen.append(current)
            guard let leader = leaders[current] else { return }
            current = leader
        }
        let circle = seen[(seen.firstIndex(of: current) ?? 0)...].reversed()
        let paths = circle.map { nodes[rules[$0].node].path }
        let turned = paths + [paths.first ?? ""]
        faults.append(.cycle(turned, line: circle.first.map { expressions[rules[$0].expression].line }))
    }
}
