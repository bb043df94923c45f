/// Paths of nodes in the instance: `/data/house[2]/person[1]/age`, with a number at each repeat.
extension FormSession {
    func path(of node: InstanceNode) -> String {
        let template = form.nodes[node.template]
        let step = template.isRepeat ? "\(template.name)[\(node.position)]" : template.name
        return (node.parent.map { path(of: $0) } ?? "") + "/" + step
    }

    /// The node at a path. A repeat without a number means its only entry.
    func node(at path: String) -> InstanceNode? {
        let steps = path.split(separator: "/", omittingEmptySubsequences: false)
        guard steps.count >= 2, steps[0].isEmpty, steps[1] == form.nodes[0].name else { return nil }
        var node = root
        for step in steps.dropFirst(2) {
            let parts = step.split(separator: "[", maxSplits: 1)
            guard let name = parts.first, let template = form.nodes.child(of: node.template, named: String(name)) else {
                return nil
            }
            let entries = entries(of: template, in: node)
            if parts.count == 2 {
                guard parts[1].hasSuffix("]"), let number = Int(parts[1].dropLast()), number >= 1,
                    number <= entries.count
                else { return nil }
                node = entries[number - 1]
            } else {
                guard entries.count == 1 else { return nil }
                node = entries[0]
            }
        }
        return node
    }
}
