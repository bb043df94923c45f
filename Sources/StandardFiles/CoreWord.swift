internal import Values

/// What a plain word of YAML means: the core schema of YAML 1.2, section 10.3.2.
enum CoreWord {
    case value(JSONValue)
    /// A number in a form that other readers take for another number, or for none.
    case unclear

    init(_ word: String) {
        switch word {
        case "", "~", "null", "Null", "NULL": self = .value(.null)
        case "true", "True", "TRUE": self = .value(.boolean(true))
        case "false", "False", "FALSE": self = .value(.boolean(false))
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN":
            self = .unclear
        default: self = Self.number(word) ?? .value(.string(word))
        }
    }

    private static func number(_ word: String) -> CoreWord? {
        var rest = Array(word.utf8)[...]
        guard let first = rest.first, first < 0x3A else { return nil }
        if word.hasPrefix("0x") || word.hasPrefix("0o") {
            let isNumber = rest.count > 2 && rest.dropFirst(2).allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
            return isNumber ? .unclear : nil
        }
        let isNegative = first == UInt8(ascii: "-")
        if isNegative || first == UInt8(ascii: "+") { rest.removeFirst() }
        let whole = digits(&rest)
        var fraction: [UInt8] = []
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = digits(&rest)
        }
        guard !whole.isEmpty || !fraction.isEmpty, let exponent = exponent(&rest), rest.isEmpty else { return nil }
        // 010 is ten here and eight in YAML 1.1.
        if whole.count > 1, whole.first == UInt8(ascii: "0") { return .unclear }
        let zero = [UInt8(ascii: "0")]
        let number = WrittenNumber(
            isNegative: isNegative, whole: whole.isEmpty ? zero : whole, fraction: fraction, exponent: exponent)
        return number.map { .value($0.value) } ?? .unclear
    }

    private static func digits(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        let digits = rest.prefix { (48...57).contains($0) }
        rest = rest.dropFirst(digits.count)
        return Array(digits)
    }

    private static func exponent(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let sign = rest.first, sign | 0x20 == UInt8(ascii: "e") else { return 0 }
        rest.removeFirst()
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let digits = digits(&rest)
        guard !digits.isEmpty else { return nil }
        let exponent = Int(String(decoding: digits, as: UTF8.self)) ?? Int.max
        return isNegative ? -exponent : exponent
    }
}
