/// A node of the form's instance as the form defines it: a field, a group or a repeat.
struct TemplateNode: Sendable {
    let name: String
    let prefix: String
    let namespace: String
    let attributes: [XMLTree.Attribute]
    let parent: Int?
    /// `/data/group/field`.
    let path: String
    /// Steps below the root, which has 0.
    let depth: Int
    let line: Int
    private(set) var children: [Int] = []
    private(set) var childrenByName: [String: Int] = [:]
    var isRepeat = false
    var type: FieldType = .string
    var defaultValue: Datum?
    var bind = Bind()
    /// The question that asks for the field.
    var question: Int?

    /// What a `bind` says of a node. Expressions are places in ``FormDefinition/expressions``.
    struct Bind: Sendable {
        var relevant: Int?
        var required: Int?
        var readonly: Int?
        var constraint: Int?
        var calculate: Int?
        var constraintMessage: FormText?
        var requiredMessage: FormText?
        var preload: Preload?
    }

    /// A value that the device fills in.
    enum Preload: Hashable, Sendable {
        case start, end, today, instanceID
        /// Named by the form, such as `deviceid`; see ``FormEnvironment/properties``.
        case property(String)
    }

    /// Children have different names; of two alike, which the reader refuses, the first counts.
    mutating func add(child: Int, named name: String) {
        children.append(child)
        if childrenByName[name] == nil { childrenByName[name] = child }
    }

    func child(named name: String) -> Int? { childrenByName[name] }

    func isAncestor(orSame node: Int, of other: Int, in nodes: [TemplateNode]) -> Bool {
        var current: Int? = other
        while let index = current {
            if index == node { return true }
            current = nodes[index].parent
        }
        return false
    }
}

extension Array<TemplateNode> {
    /// The nodes from the root down to `index`, both included.
    func chain(to index: Int) -> [Int] {
        var chain = [index]
        while let parent = self[chain[chain.count - 1]].parent { chain.append(parent) }
        return chain.reversed()
    }

    /// The deepest repeat that holds both nodes or is one of them.
    func commonRepeat(_ left: Int, _ right: Int) -> Int? {
        let pairs = zip(chain(to: left), chain(to: right)).prefix { $0 == $1 }
        return pairs.last { self[$0.0].isRepeat }?.0
    }

    func child(of index: Int, named name: String) -> Int? {
        self[index].child(named: name)
    }

    /// The node and all below it.
    func subtree(_ index: Int) -> [Int] {
        [index] + self[index].children.flatMap { subtree($0) }
    }
}
