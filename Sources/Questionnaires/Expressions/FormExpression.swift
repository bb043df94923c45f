internal import Values

/// An expression of a form, rewritten for libxml2.
struct FormExpression: Sendable {
    /// A node of the form that the expression reads.
    struct Dependency: Hashable, Sendable {
        let node: Int
        /// Whether the expression reads the node only in the entry of the repeat where it stands itself.
        let isOwnEntry: Bool
    }

    let source: String
    /// What libxml2 compiles.
    let rewritten: String
    let dependencies: [Dependency]
    let line: Int
}

/// What expressions need to know of the form around them.
struct FormSkeleton: Sendable {
    let nodes: [TemplateNode]
    /// Ids of the choice lists and other secondary instances.
    let instances: Set<String>

    /// The node at an absolute path such as `/data/group/field`; prefixes of names do not count.
    func node(at path: String) -> Int? {
        let steps = path.trimmedOfXMLBlanks.split(separator: "/", omittingEmptySubsequences: false)
        guard steps.count >= 2, steps[0].isEmpty else { return nil }
        let names = steps.dropFirst().map { step in
            String(step.split(separator: ":", omittingEmptySubsequences: false).last ?? "").trimmedOfXMLBlanks
        }
        guard names[0] == nodes[0].name else { return nil }
        var index = 0
        for name in names.dropFirst() {
            guard let child = nodes.child(of: index, named: name) else { return nil }
            index = child
        }
        return index
    }
}
