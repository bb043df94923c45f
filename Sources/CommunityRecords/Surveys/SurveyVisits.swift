internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// The visits of households, with the answers that rates read.
struct SurveyVisits {
    struct Visit {
        let attempt: RoundVisits.Attempt
        /// Position of the household.
        let household: Int32
        let round: Int32
        /// Form and version of the form, as a number.
        let version: Int32
        /// Number of the programme; `nil` where none is stated.
        let programme: Int32?
        /// Milliseconds since 1970.
        let endedAt: Int64?
        /// The enumerators, as a number; `nil` where none is stated.
        let enumerators: Int32?
    }

    private(set) var all: [Visit] = []
    /// Form, a line end, and its version.
    private(set) var versions = WordList()
    private(set) var programmes = WordList()
    /// Logins of those who go together, parted by line ends.
    private(set) var enumerators = WordList()
    /// The answers of one visit after another, each by its number in the table.
    private(set) var answers: [AnswerTable.Number] = []
    private(set) var answerTable: AnswerTable
    private let questions: [[UInt8]]
    /// For each rate whether its question is a sensitive one.
    private let isSensitive: [Bool]

    /// Reads the visits in areas whose code begins with a code.
    ///
    /// - Parameters:
    ///   - replica: The store.
    ///   - areaPrefix: The beginning of the codes; empty for all.
    ///   - households: Where they were made; gets to know the rounds of the visits.
    ///   - rates: The rates whose answers are wanted; none for visits alone.
    /// - Throws: `StoreError`.
    init(_ replica: ReplicaStore, areaPrefix: String, households: inout SurveyHouseholds, rates: [SurveyRate]) throws {
        answerTable = AnswerTable(rates)
        questions = answerTable.questions.map { Array($0.utf8) }
        isSensitive = rates.map { $0.sensitive == true }
        try replica.scan(RecordTypes.visit, areaPrefix: areaPrefix) { id, json in
            take(VisitRecord(id, json), json, households: &households)
        }
    }

    /// The number of a visit's answer.
    func number(visit: Int, question: Int) -> AnswerTable.Number { answers[visit * questions.count + question] }

    /// What a visit adds to a rate.
    ///
    /// A sensitive question counts where a form asked it: what was written down under its name without one was asked
    /// neither by the district's leave nor of an adult who could decline.
    mutating func contribution(of visit: Int, to rate: Int) -> SurveyRate.Contribution {
        if isSensitive[rate], versions[all[visit].version].first == "\n" { return SurveyRate.Contribution.none }
        let start = visit * questions.count
        return answerTable.contribution(to: rate, isCompleted: all[visit].attempt.outcome == .completed) {
            answers[start + $0]
        }
    }

    private mutating func take(_ visit: VisitRecord, _ json: Span<UInt8>, households: inout SurveyHouseholds) {
        guard let household = visit.household.flatMap(households.position) else { return }
        let attempt = RoundVisits.Attempt(
            id: visit.id, outcome: visit.outcome, startedAt: visit.startedAt, isVoid: visit.isVoid,
            consent: visit.consent, isOfOtherForm: visit.isOfOtherForm)
        let names = visit.enumerators
        all.append(
            Visit(
                attempt: attempt, household: household, round: households.round(visit.round),
                version: versions.number(visit.form + "\n" + visit.formVersion),
                programme: visit.programme.map { programmes.number($0) }, endedAt: visit.endedAt,
                enumerators: names.isEmpty ? nil : enumerators.number(names.joined(separator: "\n"))))
        takeAnswers(at: visit.answersStart, json)
    }

    /// The store writes the answers in the order of their names, and so does the table.
    private mutating func takeAnswers(at start: Int?, _ json: Span<UInt8>) {
        let first = answers.count
        answers.append(contentsOf: repeatElement(0, count: questions.count))
        guard let start, !questions.isEmpty else { return }
        var next = 0
        StoredObject.members(of: json, at: start) { name, value in
            while next < questions.count {
                switch Self.order(of: name, against: questions[next], in: json) {
                case 0:
                    answers[first + next] = answerTable.number(at: next, json.extracting(value), read: Self.read)
                    next += 1
                    return
                case ..<0: return
                default: next += 1
                }
            }
        }
    }

    private static func order(of name: Range<Int>, against wanted: [UInt8], in json: Span<UInt8>) -> Int {
        for index in 0..<min(name.count, wanted.count) where json[name.lowerBound + index] != wanted[index] {
            return json[name.lowerBound + index] < wanted[index] ? -1 : 1
        }
        return name.count - wanted.count
    }

    private static func read(_ json: Span<UInt8>) -> SurveyAnswer? {
        switch JSONValue(parsing: json.indices.map { json[$0] }) {
        case .integer(let number): Int(exactly: number).map(SurveyAnswer.number)
        case .boolean(let flag): .codes([flag ? "true" : "false"])
        case .string(let text): SurveyAnswer(text: text)
        case .array(let elements):
            SurveyAnswer(
                text: elements.map { if case .string(let code) = $0 { code } else { $0.text } }.joined(separator: " "))
        case .number(let digits): ExactDecimal(digits).flatMap { Int($0.description) }.map(SurveyAnswer.number)
        case .null, .object, nil: nil
        }
    }
}
