internal import Values

/// Calls of functions.
extension ExpressionRewriter {
    mutating func call(_ name: String, _ context: Context) throws(Failed) -> String {
        guard let allowed = FunctionTable.arguments[name] else {
            throw Failed(fault: .function(name, line: line, place: place))
        }
        position += 2
        switch name {
        case "instance": return try instance(context)
        case "current":
            try expect(")")
            return try pathFromCurrent(context)
        case "position":
            guard takeSign(")") else { break }
            return context.isPredicate ? "position()" : "q:position(.)"
        case "string", "string-length", "normalize-space":
            guard takeSign(")") else { break }
            return "q:\(name)(.)"
        case "once":
            let argument = try disjunction(context)
            try expect(")")
            return "q:once(q:current(),\(argument))"
        case "pulldata": return try pulldata(context)
        case "jr:choice-name": return try choiceName(context)
        case "indexed-repeat": return try indexedRepeat(context)
        default: break
        }
        let arguments = try self.arguments(context)
        guard allowed.contains(arguments.count) else { throw wrongCount(name, arguments.count) }
        try checkPattern(name)
        try checkRegularExpression(name)
        try refuseFilter()
        return "q:\(name)(\(arguments.joined(separator: ",")))"
    }

    /// The arguments up to and with the closing parenthesis.
    private mutating func arguments(_ context: Context) throws(Failed) -> [String] {
        guard !takeSign(")") else { return [] }
        var texts = [try disjunction(context)]
        while takeSign(",") {
            guard texts.count < QuestionnaireLimits.expressionOperandsMax else { throw tooManyOperands }
            texts.append(try disjunction(context))
        }
        try expect(")")
        return texts
    }

    /// A letter of a date pattern that is not known would change what the form says, so it is refused here.
    private func checkPattern(_ name: String) throws(Failed) {
        guard name == "format-date" || name == "format-date-time", position >= 2,
            case .literal(let pattern) = tokens[position - 2]
        else { return }
        var rest = pattern.dropFirst().dropLast()
        while let percent = rest.firstIndex(of: "%") {
            let letter = rest[percent...].dropFirst().first
            guard let letter, "%YymnbdeHhMS3a".contains(letter) else {
                throw unsupported("%\(letter.map(String.init) ?? "")")
            }
            rest = rest[percent...].dropFirst(2)
        }
    }

    /// A pattern that is none would fit nothing, and nobody would know why.
    private func checkRegularExpression(_ name: String) throws(Failed) {
        guard name == "regex", position >= 2, case .literal(let quoted) = tokens[position - 2] else { return }
        let pattern = String(quoted.dropFirst().dropLast())
        guard PatternCache.compiled(pattern) == nil else { return }
        throw syntax(
            Localized(zh: "“\(pattern)”不是正则表达式。", en: "\"\(pattern)\" is no regular expression."))
    }

    private mutating func literal() throws(Failed) -> String {
        guard case .literal(let quoted) = peek() else {
            let found = peek()?.shown ?? ""
            throw syntax(Localized(zh: "“\(found)”处应当是引号里的文字。", en: "a quoted text was expected at \"\(found)\"."))
        }
        position += 1
        return String(quoted.dropFirst().dropLast())
    }

    private mutating func instance(_ context: Context) throws(Failed) -> String {
        let id = try knownInstance()
        try expect(")")
        return try pathIntoInstance(id, context)
    }

    private mutating func knownInstance() throws(Failed) -> String {
        let id = try literal()
        guard form.instances.contains(id), !id.contains("'") else {
            throw Failed(fault: .missing("instance('\(id)')", line: line, place: place))
        }
        return id
    }

    /// `pulldata('list', 'wanted column', 'key column', key)`: the wanted value of the first row with the key.
    private mutating func pulldata(_ context: Context) throws(Failed) -> String {
        var id = try literal()
        if id.hasSuffix(".csv") { id = String(id.dropLast(4)) }
        guard form.instances.contains(id), !id.contains("'") else {
            throw Failed(fault: .missing("instance('\(id)')", line: line, place: place))
        }
        try expect(",")
        let wanted = try literal()
        try expect(",")
        let column = try literal()
        try expect(",")
        let key = try disjunction(context)
        try expect(")")
        guard [wanted, column].allSatisfy({ !$0.contains("'") }) else { throw unexpected("'") }
        return "q:pulldata(q:instance('\(id)')/root/item,'\(wanted)','\(column)',\(key))"
    }

    /// `jr:choice-name(value, 'path')`: the label of the choice `value` of the question at `path`.
    private mutating func choiceName(_ context: Context) throws(Failed) -> String {
        let value = try disjunction(context)
        try expect(",")
        let path = try literal()
        try expect(")")
        var inner = ExpressionRewriter.parts(of: path, like: self)
        let text = try inner.path(context)
        guard inner.position == inner.tokens.count, inner.dependencies.count == 1, let target = inner.dependencies.first
        else { throw Failed(fault: .path(path, line: line, place: place)) }
        dependencies.insert(target)
        return "q:choice-name(\(value),\(target.node),\(text))"
    }

    /// `indexed-repeat(field, repeat, index, ...)`: the field in the entry with that index of each named repeat.
    ///
    /// The rewritten call gets the field in all entries and, for each repeat, how far above the field it lies.
    private mutating func indexedRepeat(_ context: Context) throws(Failed) -> String {
        let field = try place(context)
        var texts: [String] = []
        var shallowest = form.nodes[field].depth
        while takeSign(",") {
            let group = try place(context)
            guard form.nodes[group].isRepeat, form.nodes[group].isAncestor(orSame: group, of: field, in: form.nodes)
            else { throw Failed(fault: .path(form.nodes[group].path, line: line, place: place)) }
            shallowest = min(shallowest, form.nodes[group].depth)
            try expect(",")
            texts.append(String(form.nodes[field].depth - form.nodes[group].depth))
            texts.append(try disjunction(context))
        }
        try expect(")")
        guard !texts.isEmpty else { throw wrongCount("indexed-repeat", 1) }
        dependencies.insert(FormExpression.Dependency(node: field, isOwnEntry: false))
        return "q:indexed-repeat(\(allEntries(of: field, above: shallowest, context)),\(texts.joined(separator: ",")))"
    }

    /// The path of a node in all entries of the repeats at `depth` and deeper, in the same entry of those above.
    private func allEntries(of node: Int, above depth: Int, _ context: Context) -> String {
        let chain = form.nodes.chain(to: node)
        let base = context.node ?? context.original
        let own = form.nodes.chain(to: base)
        let shared = zip(chain, own).prefix { $0 == $1 }.count
        let entry = (0..<min(shared, depth)).last { form.nodes[chain[$0]].isRepeat }
        let names = chain.map { form.nodes[$0].name }
        guard let entry else { return "q:root()/" + names.joined(separator: "/") }
        let up = Array(repeating: "..", count: own.count - 1 - entry)
        let start = context.node == nil ? "q:current()" : "."
        return ([start] + up + names.dropFirst(entry + 1)).joined(separator: "/")
    }

    /// A path that means one node of the form.
    private mutating func place(_ context: Context) throws(Failed) -> Int {
        let start = position
        let before = dependencies
        dependencies = []
        defer { dependencies.formUnion(before) }
        _ = try path(context)
        guard dependencies.count == 1, let node = dependencies.first?.node else {
            throw unexpected(tokens[start].shown)
        }
        dependencies = []
        return node
    }

    private static func parts(of path: String, like other: ExpressionRewriter) -> ExpressionRewriter {
        var rewriter = other
        rewriter.tokens = (try? ExpressionScanner.tokens(of: path)) ?? []
        rewriter.position = 0
        rewriter.dependencies = []
        return rewriter
    }

    private func wrongCount(_ name: String, _ count: Int) -> Failed {
        Failed(fault: .arguments(name, count: count, line: line, place: place))
    }
}
