/// The answers of many responses, each distinct text of a question kept and read once.
///
/// A hundred thousand households give the same few answers: a rate is worked out once for every combination of answers
/// that occurs, and looked up for every response.
public struct AnswerTable: Sendable {
    /// The questions that are kept, ascending.
    public let questions: [String]
    /// Number of a text among those of its question; 0 is no answer.
    public typealias Number = Int32

    private let rates: [SurveyRate]
    /// For each rate the positions of its questions.
    private let positions: [[Int]]
    private var texts: [Texts]
    private var known: [[Key: SurveyRate.Contribution]]

    /// - Parameter rates: The rates whose questions are to be kept, as the campaign counts them.
    public init(_ rates: [SurveyRate]) {
        let questions = Set(rates.flatMap(\.questions)).sorted()
        self.rates = rates
        self.questions = questions
        positions = rates.map { $0.questions.compactMap(questions.firstIndex) }
        texts = questions.map { _ in Texts() }
        known = rates.map { _ in [:] }
    }

    /// The number of a text.
    ///
    /// - Parameters:
    ///   - position: The question's position in ``questions``.
    ///   - bytes: The text as the store keeps it.
    ///   - read: Makes an answer of it, when it is the first of its kind.
    /// - Returns: Its number.
    public mutating func number(
        at position: Int, _ bytes: Span<UInt8>, read: (Span<UInt8>) -> SurveyAnswer?
    ) -> Number {
        texts[position].number(bytes, read: read)
    }

    /// The answer that a number stands for.
    public func answer(at position: Int, _ number: Number) -> SurveyAnswer? {
        number == 0 ? nil : texts[position].answers[Int(number) - 1]
    }

    /// What a response adds to one rate.
    ///
    /// - Parameters:
    ///   - rate: The rate's position.
    ///   - isCompleted: Whether the visit was completed.
    ///   - number: The number of the text at a position of ``questions``.
    /// - Returns: What it adds.
    public mutating func contribution(
        to rate: Int, isCompleted: Bool, number: (Int) -> Number
    ) -> SurveyRate.Contribution {
        let key = Key(isCompleted: isCompleted, positions: positions[rate], number: number)
        if let known = known[rate][key] { return known }
        let made = rates[rate].contribution(isCompleted: isCompleted) { question in
            questions.firstIndex(of: question).flatMap { answer(at: $0, number($0)) }
        }
        known[rate][key] = made
        return made
    }

    /// The answers that a rate reads; no rate reads more than three.
    private struct Key: Hashable {
        var isCompleted: Bool
        var numbers: SIMD4<Number> = .zero

        init(isCompleted: Bool, positions: [Int], number: (Int) -> Number) {
            self.isCompleted = isCompleted
            for (index, position) in positions.enumerated() { numbers[index] = number(position) }
        }
    }
}

/// The distinct texts of one question.
private struct Texts: Sendable {
    private(set) var answers: [SurveyAnswer?] = []
    private var texts: [[UInt8]] = []
    /// By the hash of the text; texts that share one are told apart by their bytes.
    private var numbers: [UInt64: [AnswerTable.Number]] = [:]

    mutating func number(_ bytes: Span<UInt8>, read: (Span<UInt8>) -> SurveyAnswer?) -> AnswerTable.Number {
        let hash = Self.hash(bytes)
        if let found = numbers[hash]?.first(where: { Self.isEqual(texts[Int($0) - 1], bytes) }) { return found }
        answers.append(read(bytes))
        texts.append((0..<bytes.count).map { bytes[$0] })
        let number = AnswerTable.Number(answers.count)
        numbers[hash, default: []].append(number)
        return number
    }

    /// FNV-1a (IETF draft-eastlake-fnv): quick for texts of a few bytes.
    private static func hash(_ bytes: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in bytes.indices {
            hash ^= UInt64(bytes[index])
            hash = hash &* 0x100_0000_01b3
        }
        return hash
    }

    private static func isEqual(_ text: [UInt8], _ bytes: Span<UInt8>) -> Bool {
        text.count == bytes.count && text.indices.allSatisfy { text[$0] == bytes[$0] }
    }
}

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
