internal import Values

/// Rewrites an expression so that libxml2 evaluates it by the rules of XForms.
///
/// XPath 1.0 knows no dates and compares sets of nodes by their texts, where forms expect fields to have types and
/// `. <= today()` to compare days. So every operator and every call becomes a call of a function of our own, which
/// sees typed fields, and only paths and predicates stay what they are. On the way the rewriter finds the nodes that
/// the expression reads and refuses what is not supported.
struct ExpressionRewriter {
    /// Where an expression stands.
    struct Context {
        /// The node of the form that `.` means; `nil` inside a choice list.
        let node: Int?
        /// The node that `current()` means.
        let original: Int
        let isPredicate: Bool
    }

    /// The faults are collected here, so that all of a form are shown at once.
    struct Failed: Error {
        let fault: FormFault
    }

    let form: FormSkeleton
    let source: String
    let line: Int
    let place: String?
    var tokens: [ExpressionToken] = []
    var position = 0
    var depth = 0
    var dependencies: Set<FormExpression.Dependency> = []

    static func rewrite(
        _ source: String, at node: Int, in form: FormSkeleton, line: Int, place: String?
    ) throws(Failed) -> FormExpression {
        var rewriter = ExpressionRewriter(form: form, source: source, line: line, place: place)
        guard source.utf8.count <= QuestionnaireLimits.expressionCharactersMax else {
            let most = QuestionnaireLimits.expressionCharactersMax
            throw rewriter.syntax(Localized(zh: "长于 \(most) 个字符。", en: "it is longer than \(most) characters."))
        }
        do {
            rewriter.tokens = try ExpressionScanner.tokens(of: source)
        } catch {
            throw rewriter.unexpected(error.found)
        }
        let context = Context(node: node, original: node, isPredicate: false)
        let text = try rewriter.disjunction(context)
        if let left = rewriter.peek() { throw rewriter.unexpected(left.shown) }
        let sorted = rewriter.dependencies.sorted { left, right in
            (left.node, left.isOwnEntry ? 0 : 1) < (right.node, right.isOwnEntry ? 0 : 1)
        }
        return FormExpression(source: source, rewritten: text, dependencies: sorted, line: line)
    }

    // MARK: Operators, from the loosest to the tightest.

    mutating func disjunction(_ context: Context) throws(Failed) -> String {
        depth += 1
        defer { depth -= 1 }
        guard depth <= QuestionnaireLimits.expressionDepthMax else {
            throw syntax(Localized(zh: "嵌套太深。", en: "it is nested too deeply."))
        }
        var operands = [try conjunction(context)]
        while takeOperator(["or"]) != nil { operands.append(try conjunction(context)) }
        return try chained("or", operands)
    }

    private mutating func conjunction(_ context: Context) throws(Failed) -> String {
        var operands = [try equality(context)]
        while takeOperator(["and"]) != nil { operands.append(try equality(context)) }
        return try chained("and", operands)
    }

    private mutating func equality(_ context: Context) throws(Failed) -> String {
        var text = try comparison(context)
        var operands = 1
        while let name = takeOperator(["=", "!="]) {
            try count(&operands)
            text = "q:\(name == "=" ? "eq" : "ne")(\(text),\(try comparison(context)))"
        }
        return text
    }

    private mutating func comparison(_ context: Context) throws(Failed) -> String {
        let names = ["<": "lt", "<=": "le", ">": "gt", ">=": "ge"]
        var text = try addition(context)
        var operands = 1
        while let name = takeOperator(Array(names.keys)) {
            try count(&operands)
            text = "q:\(names[name] ?? "")(\(text),\(try addition(context)))"
        }
        return text
    }

    private mutating func addition(_ context: Context) throws(Failed) -> String {
        var text = try multiplication(context)
        var operands = 1
        while let name = takeOperator(["+", "-"]) {
            try count(&operands)
            text = "q:\(name == "+" ? "add" : "sub")(\(text),\(try multiplication(context)))"
        }
        return text
    }

    private mutating func multiplication(_ context: Context) throws(Failed) -> String {
        let names = ["*": "mul", "div": "div", "mod": "mod"]
        var text = try negation(context)
        var operands = 1
        while let name = takeOperator(Array(names.keys)) {
            try count(&operands)
            text = "q:\(names[name] ?? "")(\(text),\(try negation(context)))"
        }
        return text
    }

    private mutating func negation(_ context: Context) throws(Failed) -> String {
        var isNegative = false
        while takeOperator(["-"]) != nil { isNegative.toggle() }
        let text = try union(context)
        return isNegative ? "q:neg(\(text))" : text
    }

    private mutating func union(_ context: Context) throws(Failed) -> String {
        var operands = [try primary(context)]
        while takeOperator(["|"]) != nil {
            operands.append(try primary(context))
            guard operands.count <= QuestionnaireLimits.expressionOperandsMax else { throw tooManyOperands }
        }
        return operands.count == 1 ? operands[0] : "(\(operands.joined(separator: "|")))"
    }

    /// One more operand of a chain.
    private func count(_ operands: inout Int) throws(Failed) {
        operands += 1
        guard operands <= QuestionnaireLimits.expressionOperandsMax else { throw tooManyOperands }
    }

    private func chained(_ name: String, _ operands: [String]) throws(Failed) -> String {
        guard operands.count <= QuestionnaireLimits.expressionOperandsMax else { throw tooManyOperands }
        return operands.count == 1 ? operands[0] : "q:\(name)(\(operands.joined(separator: ",")))"
    }

    /// libxml2 adds up the digits of a fraction on their own, and so misses the nearest double: it reads 1.36 as a
    /// little less than 1.36. Only whole numbers that a double holds it reads right; all others are handed on as texts.
    private static func number(_ text: String) -> String {
        text.contains(".") || text.utf8.count > 15 ? "q:literal('\(text)')" : text
    }

    private mutating func primary(_ context: Context) throws(Failed) -> String {
        switch peek() {
        case .literal(let text):
            position += 1
            return text
        case .number(let text):
            position += 1
            return Self.number(text)
        case .sign("("):
            position += 1
            let inner = try disjunction(context)
            try expect(")")
            try refuseFilter()
            return "(\(inner))"
        case .name(let name, _) where peek(1) == .sign("(") && name != "node":
            return try call(name, context)
        case .sign("$"): throw unsupported("$")
        case .sign("."), .sign(".."), .sign("/"), .sign("//"), .sign("@"), .sign("*"), .name:
            return try path(context)
        case let token: throw unexpected(token?.shown ?? "")
        }
    }
}
