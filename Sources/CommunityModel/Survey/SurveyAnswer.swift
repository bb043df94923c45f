/// An answer to one question, as the rates read it.
public enum SurveyAnswer: Sendable, Hashable {
    case number(Int)
    /// The code that was chosen, or each of several.
    case codes([String])

    /// The codes; of a number its digits, because a code may consist of digits.
    public var codes: [String] {
        switch self {
        case .number(let number): [String(number)]
        case .codes(let codes): codes
        }
    }

    /// The number; also one that was stored as text. `nil` for anything else.
    public var number: Int? {
        switch self {
        case .number(let number): number
        case .codes(let codes): codes.count == 1 ? Int(codes[0]) : nil
        }
    }

    /// Reads an answer as forms store it: several choices are one text with blanks between the codes.
    ///
    /// - Parameter text: The text; an empty one is no answer.
    public init?(text: String) {
        let codes = text.split(whereSeparator: \.isWhitespace).map(String.init)
        if codes.isEmpty { return nil }
        self = .codes(codes)
    }
}
