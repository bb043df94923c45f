/// A word of an XPath expression.
enum ExpressionToken: Hashable {
    /// With its quotes.
    case literal(String)
    case number(String)
    /// A name that is a step, a function or an axis; `local` is the part after a prefix.
    case name(String, local: String)
    /// A comparison, calculation or logical word in the place of an operator; `*` is multiplication here.
    case op(String)
    /// A sign of a path or a call: `( ) [ ] , / // . .. @ ::` and `*` as a step.
    case sign(String)
}

/// Splits an expression into its tokens by the rules of XPath 1.0, section 3.7.
struct ExpressionScanner {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var tokens: [ExpressionToken] = []

    /// What stands in the expression where no token can start.
    struct TokenFault: Error {
        let found: String
    }

    static func tokens(of source: String) throws(TokenFault) -> [ExpressionToken] {
        var scanner = ExpressionScanner(scalars: Array(source.unicodeScalars))
        while let token = try scanner.next() { scanner.tokens.append(token) }
        return scanner.tokens
    }

    private mutating func next() throws(TokenFault) -> ExpressionToken? {
        while let scalar = peek(), scalar.isXMLBlank { position += 1 }
        guard let scalar = peek() else { return nil }
        switch scalar {
        case "'", "\"": return try literal(scalar)
        case "0"..."9": return number()
        case ".": return dot()
        case "/": return .sign(take("//") ? "//" : one())
        case "(", ")", "[", "]", ",", "@", "$": return .sign(one())
        case ":" where take("::"): return .sign("::")
        case "!" where take("!="): return .op("!=")
        case "<": return .op(take("<=") ? "<=" : one())
        case ">": return .op(take(">=") ? ">=" : one())
        case "=", "+", "-", "|": return .op(one())
        case "*": return followsOperand ? .op(one()) : .sign(one())
        default: return try name(scalar)
        }
    }

    /// Whether the token before ends an operand, so that a star multiplies and a name such as `and` is an operator.
    private var followsOperand: Bool {
        switch tokens.last {
        case nil, .op: false
        case .sign(let sign): [")", "]", ".", "..", "*"].contains(sign)
        case .literal, .number, .name: true
        }
    }

    private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
        position + offset < scalars.count ? scalars[position + offset] : nil
    }

    private mutating func one() -> String {
        defer { position += 1 }
        return String(Character(scalars[position]))
    }

    private mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard scalars[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    private mutating func taken(while matches: (Unicode.Scalar) -> Bool) -> String {
        let start = position
        while let scalar = peek(), matches(scalar) { position += 1 }
        return text(start..<position)
    }

    private func text(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(scalars[range]))
    }

    private mutating func literal(_ quote: Unicode.Scalar) throws(TokenFault) -> ExpressionToken {
        guard let end = scalars[(position + 1)...].firstIndex(of: quote) else {
            throw TokenFault(found: text(position..<scalars.count))
        }
        defer { position = end + 1 }
        return .literal(text(position..<end + 1))
    }

    private mutating func number() -> ExpressionToken {
        let start = position
        _ = taken { ("0"..."9").contains($0) }
        if peek() == ".", peek(1) != "." {
            position += 1
            _ = taken { ("0"..."9").contains($0) }
        }
        return .number(text(start..<position))
    }

    private mutating func dot() -> ExpressionToken {
        if take("..") { return .sign("..") }
        if let following = peek(1), ("0"..."9").contains(following) {
            position += 1
            return .number("." + taken { ("0"..."9").contains($0) })
        }
        return .sign(one())
    }

    private mutating func name(_ first: Unicode.Scalar) throws(TokenFault) -> ExpressionToken {
        guard Self.startsName(first) else { throw TokenFault(found: String(Character(first))) }
        let start = position
        var local = taken(while: Self.continuesName)
        if peek() == ":", let following = peek(1), Self.startsName(following) {
            position += 1
            local = taken(while: Self.continuesName)
        }
        let full = text(start..<position)
        if followsOperand, ["and", "or", "div", "mod"].contains(full) { return .op(full) }
        return .name(full, local: local)
    }

    private static func startsName(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic
    }

    private static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
        startsName(scalar) || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "." || scalar == "\u{B7}"
            || scalar.properties.generalCategory == .nonspacingMark
    }
}
