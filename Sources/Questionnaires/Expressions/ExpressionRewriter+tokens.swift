internal import Values

extension ExpressionToken {
    /// As the expression spells it.
    var shown: String {
        switch self {
        case .literal(let text), .number(let text), .op(let text), .sign(let text): text
        case .name(let name, _): name
        }
    }
}

/// Reading tokens, and the faults of reading them.
extension ExpressionRewriter {
    func peek(_ offset: Int = 0) -> ExpressionToken? {
        position + offset < tokens.count ? tokens[position + offset] : nil
    }

    mutating func takeOperator(_ names: [String]) -> String? {
        guard case .op(let name) = peek(), names.contains(name) else { return nil }
        position += 1
        return name
    }

    mutating func takeSign(_ sign: String) -> Bool {
        guard peek() == .sign(sign) else { return false }
        position += 1
        return true
    }

    mutating func expect(_ sign: String) throws(Failed) {
        guard takeSign(sign) else {
            let found = peek()?.shown ?? ""
            throw syntax(
                Localized(
                    zh: found.isEmpty ? "末尾缺少 \(sign)" : "“\(found)”处应当是 \(sign)",
                    en: found.isEmpty ? "\(sign) is missing at the end" : "\(sign) was expected before \"\(found)\""))
        }
    }

    /// Steps and predicates may follow a path, `instance()` and `current()`, and nothing else, as in JavaRosa.
    func refuseFilter() throws(Failed) {
        switch peek() {
        case .sign("["), .sign("/"), .sign("//"): throw unsupported("( ... )" + (peek()?.shown ?? ""))
        default: return
        }
    }

    func syntax(_ reason: Localized) -> Failed {
        Failed(fault: .expression(source, reason, line: line, place: place))
    }

    func unexpected(_ found: String) -> Failed {
        found.isEmpty
            ? syntax(Localized(zh: "不完整。", en: "it is incomplete."))
            : syntax(Localized(zh: "不应出现“\(found)”。", en: "\"\(found)\" is out of place."))
    }

    func unsupported(_ what: String) -> Failed {
        Failed(fault: .unsupported(what, line: line, place: place))
    }

    var tooManyOperands: Failed {
        let most = QuestionnaireLimits.expressionOperandsMax
        return syntax(Localized(zh: "连写的运算超过 \(most) 个。", en: "a chain has more than \(most) operands."))
    }
}
