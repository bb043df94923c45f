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
