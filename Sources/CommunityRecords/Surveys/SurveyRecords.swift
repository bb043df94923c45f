internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// The households and visits of areas, read from the store in one go, and which visit counts for each household.
final class SurveyRecords {
    /// The form that the rates were written for.
    static let form = SurveyPrivacy.survey

    let rates: [SurveyRate]
    let schema: Schema
    private(set) var households: SurveyHouseholds
    private(set) var visits: SurveyVisits
    /// For each household its last visit, and for each visit the one before it; -1 ends.
    private var last: [Int32]
    private var previous: [Int32]

    /// Reads.
    ///
    /// - Parameters:
    ///   - replica: The store.
    ///   - areaPrefix: The beginning of the areas' codes; empty for all.
    ///   - rates: The rates whose answers are wanted, as the campaign counts them; none for visits alone.
    /// - Throws: `StoreError`.
    init(_ replica: ReplicaStore, areaPrefix: String, rates: [SurveyRate]) throws {
        self.rates = rates
        schema = try replica.schema()
        households = try SurveyHouseholds(replica, areaPrefix: areaPrefix)
        visits = try SurveyVisits(replica, areaPrefix: areaPrefix, households: &households, rates: rates)
        last = Array(repeating: -1, count: households.all.count)
        previous = Array(repeating: -1, count: visits.all.count)
        for (index, visit) in visits.all.enumerated() {
            previous[index] = last[Int(visit.household)]
            last[Int(visit.household)] = Int32(index)
        }
    }

    /// The positions of a household's visits in a round, or in all rounds, that began in a span of time.
    func visits(of household: Int, round: Int32?, within span: ClosedRange<Int64>) -> [Int] {
        var found: [Int] = []
        var index = last[household]
        while index >= 0 {
            let visit = visits.all[Int(index)]
            if round == nil || visit.round == round, span.contains(visit.attempt.startedAt) { found.append(Int(index)) }
            index = previous[Int(index)]
        }
        return found
    }

    /// The result of a household's visits in a round.
    ///
    /// - Parameters:
    ///   - household: Its position.
    ///   - round: The round; a household without visits in it has none.
    ///   - span: When the visits that count began.
    /// - Returns: The visits, and the position of the one whose answers count.
    func outcome(
        of household: Int, round: Int32, within span: ClosedRange<Int64>
    ) -> (visits: RoundVisits, response: Int?) {
        let found = visits(of: household, round: round, within: span)
        let record = households.all[household]
        let chosen = RoundVisits(found.map { visits.all[$0].attempt }, named: record.responses[round])
        let response = chosen.response(isDoNotContact: record.isDoNotContact)
        return (chosen, response.flatMap { wanted in found.first { visits.all[$0].attempt.id == wanted.id } })
    }

    /// What a visit adds to each rate.
    func contributions(of visit: Int) -> [SurveyRate.Contribution] {
        rates.indices.map { visits.contribution(of: visit, to: $0) }
    }

    /// What a visit adds to one rate.
    func contribution(of visit: Int, to rate: Int) -> SurveyRate.Contribution {
        visits.contribution(of: visit, to: rate)
    }

    /// Milliseconds since 1970 from the beginning of the first day to the end of the last; open where no day is given.
    static func span(from first: CalendarDate?, to last: CalendarDate?) -> ClosedRange<Int64> {
        let start = first.map { LocalDay.end(of: $0) - 86_400_000 + 1 } ?? .min
        return start...max(start, last.map { LocalDay.end(of: $0) } ?? .max)
    }
}

/// Rounds of visits in their order: numbers by their value, other names by their letters.
enum SurveyRounds {
    /// The round before another among those of which there are visits.
    ///
    /// - Parameters:
    ///   - round: The round.
    ///   - names: The rounds that occur.
    /// - Returns: `nil` for the first one.
    static func previous(to round: String, among names: [String]) -> String? {
        names.filter { isEarlier($0, round) }.max { isEarlier($0, $1) }
    }

    static func isEarlier(_ left: String, _ right: String) -> Bool {
        if let left = Int(left), let right = Int(right) { return left < right }
        return left < right
    }
}

/// Words by number: areas, buildings, rounds and versions occur in thousands of records and are few.
struct WordList {
    private(set) var words: [String] = []
    private var numbers: [String: Int32] = [:]

    /// The number of a word, which is new when the word is.
    mutating func number(_ word: String) -> Int32 {
        if let known = numbers[word] { return known }
        let number = Int32(words.count)
        words.append(word)
        numbers[word] = number
        return number
    }

    func find(_ word: String) -> Int32? { numbers[word] }

    subscript(number: Int32) -> String { words[Int(number)] }
}
