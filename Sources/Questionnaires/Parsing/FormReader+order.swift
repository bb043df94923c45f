/// The order in which relevance and calculations are evaluated.
extension FormReader {
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
