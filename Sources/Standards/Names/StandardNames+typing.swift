internal import SyncProtocol
internal import Values

// What people type, turned into what a file of values would say.

extension NameMeaning {
    enum TextForm {
        case boolean, number, text, words
        case choice([Field.Choice])
    }

    /// How a typed answer is to be read.
    var textForm: TextForm {
        switch self {
        case .fact(let fact):
            switch fact.type {
            case .integer, .decimal, .money: .number
            case .boolean: .boolean
            case .choice: .choice(fact.choices)
            case .text, .date, .geo, .reference: .text
            }
        case .metric(let measure), .base(let measure), .previous(let measure): measure.isBoolean ? .boolean : .number
        case .attribute(_, .boolean), .indicator, .check: .boolean
        case .attribute(_, .number): .number
        case .attribute(_, .words): .words
        case .attribute(_, .word): .text
        }
    }
}

extension String {
    /// Whether it consists of digits with at most one point and a sign, however many they are.
    var isDecimal: Bool {
        let parts = drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count <= 2
            && parts.allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) }
            }
    }

    /// Digits of any width as a JSON number; anything else as a string, which no number accepts.
    var asNumber: JSONValue {
        let narrow = halfwidth
        if let number = Int64(narrow) { return .integer(number) }
        return narrow.isDecimal ? .number(narrow) : .string(narrow)
    }
}
