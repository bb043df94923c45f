internal import Values

/// Paths: which nodes of the form they mean, and how libxml2 finds them.
extension ExpressionRewriter {
    /// A path while it is read step by step.
    struct Trail {
        /// The nodes of the form that the path may have reached; `nil` within a choice list, whose shape is its own.
        var nodes: [Int]?
        /// The highest node of the form that the path went up to; below it, it came down again.
        var summit: Int
        /// The steps as libxml2 reads them.
        var steps: [LocationStep] = []

        struct LocationStep {
            let text: String
            /// `nil` for steps that name no child.
            let name: String?
            let hasPredicates: Bool
        }

        var text: String { steps.map(\.text).joined(separator: "/") }
    }

    mutating func path(_ context: Context) throws(Failed) -> String {
        if peek() == .sign("//") { throw unsupported("//") }
        if takeSign("/") { return try absolutePath(context) }
        guard let node = context.node else {
            var trail = Trail(nodes: nil, summit: 0)
            try steps(&trail, context)
            return trail.text
        }
        var trail = Trail(nodes: [node], summit: node)
        try steps(&trail, context)
        note(trail, isPredicate: context.isPredicate)
        return trail.text
    }

    /// The steps after `current()`.
    mutating func pathFromCurrent(_ context: Context) throws(Failed) -> String {
        guard takeSign("/") else { return "q:current()" }
        var trail = Trail(nodes: [context.original], summit: context.original)
        try steps(&trail, context)
        note(trail, isPredicate: false)
        return "q:current()/" + trail.text
    }

    /// The steps after `instance('id')`.
    mutating func pathIntoInstance(_ id: String, _ context: Context) throws(Failed) -> String {
        guard takeSign("/") else { throw unsupported("instance() without a path") }
        var trail = Trail(nodes: nil, summit: 0)
        try steps(&trail, context)
        return "q:instance('\(id)')/" + trail.text
    }

    /// JavaRosa reads an absolute path into the repeat where the expression stands as the same entry of the repeat, so
    /// the rewritten path starts at that entry. Where the path gives predicates, it means all entries.
    private mutating func absolutePath(_ context: Context) throws(Failed) -> String {
        var trail = Trail(nodes: [], summit: 0)
        guard case .name(_, let root) = peek() else { throw unexpected(peek()?.shown ?? "") }
        position += 1
        guard root == form.nodes[0].name else { throw Failed(fault: .path("/\(root)", line: line, place: place)) }
        trail.nodes = [0]
        trail.steps.append(Trail.LocationStep(text: root, name: root, hasPredicates: false))
        if peek() == .sign("//") { throw unsupported("//") }
        if takeSign("/") { try steps(&trail, context) }

        let base = context.node ?? context.original
        let chain = form.nodes.chain(to: base)
        var entry: Int?
        for (index, step) in trail.steps.enumerated() {
            if index < chain.count, step.text == "*" { throw wildcard(trail) }
            guard index < chain.count, step.name == form.nodes[chain[index]].name, !step.hasPredicates else { break }
            if form.nodes[chain[index]].isRepeat { entry = index }
        }
        guard let entry else {
            note(trail, isPredicate: context.isPredicate)
            return (context.isPredicate ? "q:root()/" : "/") + trail.text
        }
        trail.summit = chain[entry]
        note(trail, isPredicate: context.isPredicate && context.node != nil)
        let up = Array(repeating: "..", count: chain.count - 1 - entry)
        let start = context.node == nil ? ["q:current()"] : (up.isEmpty ? ["."] : [])
        return (start + up + trail.steps.dropFirst(entry + 1).map(\.text)).joined(separator: "/")
    }

    /// Remembers what the expression reads.
    private mutating func note(_ trail: Trail, isPredicate: Bool) {
        for node in trail.nodes ?? [] {
            let below = form.nodes.chain(to: node).dropFirst(form.nodes[trail.summit].depth + 1)
            let isOwnEntry = !isPredicate && !below.contains { form.nodes[$0].isRepeat }
            dependencies.insert(FormExpression.Dependency(node: node, isOwnEntry: isOwnEntry))
        }
    }

    private mutating func steps(_ trail: inout Trail, _ context: Context) throws(Failed) {
        repeat {
            if case .name(let axis, _) = peek(), peek(1) == .sign("::") { throw unsupported("\(axis)::") }
            switch peek() {
            case .sign("."):
                position += 1
                try append(".", name: nil, to: &trail, context)
            case .sign(".."):
                position += 1
                try goUp(&trail)
                try append("..", name: nil, to: &trail, context)
            case .sign("@"):
                position += 1
                guard case .name(_, let local) = peek() else { throw unexpected(peek()?.shown ?? "") }
                position += 1
                try append("@\(local)", name: nil, to: &trail, context)
            case .sign("*"):
                position += 1
                trail.nodes = trail.nodes.map { $0.flatMap { form.nodes[$0].children } }
                try append("*", name: nil, to: &trail, context)
            case .name(_, let local):
                position += 1
                if peek() == .sign("(") { throw unsupported("\(local)()") }
                try goDown(to: local, &trail)
                try append(local, name: local, to: &trail, context)
            case .sign("//"): throw unsupported("//")
            case let token: throw unexpected(token?.shown ?? "")
            }
        } while takeSign("/")
        if peek() == .sign("//") { throw unsupported("//") }
    }

    private func goUp(_ trail: inout Trail) throws(Failed) {
        guard let nodes = trail.nodes else { return }
        let parents = nodes.compactMap { form.nodes[$0].parent }
        guard let first = parents.first else { throw Failed(fault: .path("..", line: line, place: place)) }
        trail.nodes = Array(Set(parents))
        if form.nodes[first].depth < form.nodes[trail.summit].depth { trail.summit = first }
    }

    private func goDown(to name: String, _ trail: inout Trail) throws(Failed) {
        guard let nodes = trail.nodes else { return }
        let children = nodes.compactMap { form.nodes.child(of: $0, named: name) }
        guard !children.isEmpty else {
            let start = nodes.first.map { form.nodes[$0].path } ?? ""
            throw Failed(fault: .path("\(start)/\(name)", line: line, place: place))
        }
        trail.nodes = children
    }

    private mutating func append(
        _ text: String, name: String?, to trail: inout Trail, _ context: Context
    ) throws(Failed) {
        var text = text
        var hasPredicates = false
        var predicates = 0
        while takeSign("[") {
            hasPredicates = true
            predicates += 1
            guard predicates <= QuestionnaireLimits.pathStepsMax else { throw tooManySteps }
            let inner = Context(
                node: trail.nodes?.count == 1 ? trail.nodes?.first : nil, original: context.original, isPredicate: true)
            let start = position
            let condition = try disjunction(inner)
            guard isCondition(condition) else { throw noCondition(from: start) }
            text += "[q:holds(\(condition))]"
            try expect("]")
        }
        trail.steps.append(Trail.LocationStep(text: text, name: name, hasPredicates: hasPredicates))
        guard trail.steps.count <= QuestionnaireLimits.pathStepsMax else { throw tooManySteps }
    }

    private var tooManySteps: Failed {
        let most = QuestionnaireLimits.pathStepsMax
        return syntax(Localized(zh: "路径超过 \(most) 步。", en: "a path has more than \(most) steps."))
    }

    /// JavaRosa lets a predicate select only where it gives true or false: not by a number as its position, and not by
    /// a set of nodes that is not empty. What would mean different things to different engines is refused.
    private func isCondition(_ rewritten: String) -> Bool {
        let call = rewritten.drop { $0 == "(" }
        guard call.hasPrefix("q:") else { return false }
        return FunctionTable.conditions.contains(String(call.dropFirst(2).prefix { $0 != "(" }))
    }

    /// JavaRosa takes the star of an absolute path for the step that leads to the expression itself.
    private func wildcard(_ trail: Trail) -> Failed {
        Failed(
            fault: .unsupported(
                "/\(trail.text)", line: line, place: place,
                hint: Localized(zh: "请写成相对路径，如 ../*。", en: "write a relative path such as ../*."))
        )
    }

    private func noCondition(from start: Int) -> Failed {
        let shown = tokens[start..<position].map(\.shown).joined()
        return Failed(
            fault: .unsupported(
                "[\(shown)]", line: line, place: place,
                hint: Localized(
                    zh: "请写成条件，如 [position() = 2] 或 [name != '']。",
                    en: "write a condition such as [position() = 2] or [name != '']."))
        )
    }
}
