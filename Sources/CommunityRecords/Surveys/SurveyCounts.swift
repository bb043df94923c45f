internal import CommunityModel

/// One round of a survey, counted by group.
struct SurveyCounts {
    /// What was counted of one group, or of all.
    struct GroupCount {
        var counter: SurveyCounter
        var coverage = CoverageCount()
    }

    let round: String
    private(set) var groups: [GroupCount]
    private(set) var all: GroupCount
    /// For each household the visit whose answers count; -1 where there is none.
    private(set) var responses: [Int32] = []
    private let rates: [SurveyRate]
    private let versions: WordList
    /// For each rate the versions of the form that are joined, the same for every group.
    private(set) var joined: [Set<Int32>] = []

    /// Counts.
    ///
    /// - Parameters:
    ///   - records: The households and visits.
    ///   - round: The round.
    ///   - span: When the visits that count began.
    ///   - groups: What rows stand for.
    init(_ records: SurveyRecords, round: String, within span: ClosedRange<Int64>, groups: SurveyGroups) {
        self.round = round
        rates = records.rates
        versions = records.visits.versions
        let empty = GroupCount(counter: SurveyCounter(rateCount: records.rates.count))
        self.groups = groups.groups.map { _ in empty }
        all = empty
        let number = records.households.rounds.find(round) ?? -1
        for (position, household) in records.households.all.enumerated() {
            let (visits, response) = records.outcome(of: position, round: number, within: span)
            let group = groups.number(of: household)
            self.groups[group].coverage.add(household, visits)
            all.coverage.add(household, visits)
            responses.append(response.map { Int32($0) } ?? -1)
            guard let response else { continue }
            let version = records.visits.all[response].version
            self.groups[group].counter.add(records.contributions(of: response), version: version)
        }
        for group in self.groups { all.counter.add(group.counter) }
        joined = rates.indices.map { all.counter.joinable($0, versions: versions) }
    }

    /// Which figures of sensitive rates may be shown.
    ///
    /// - Parameters:
    ///   - groups: The groups that were counted.
    ///   - extent: Which communities were counted whole.
    /// - Returns: The same for every grouping of the same households.
    /// - Throws: `StoreError`.
    func disclosure(_ groups: SurveyGroups, extent: CommunityExtent) throws -> SurveyDisclosure {
        let counters = zip(groups.groups, self.groups).map { (community: $0.area, counter: $1.counter) }
        return try SurveyDisclosure(rates: rates, counters: counters, joined: joined, extent: extent)
    }

    /// The result of a rate in a group.
    func count(_ rate: Int, in group: GroupCount) -> SurveyTally.Count {
        rates[rate].kind == .coverage ? group.coverage.rate : group.counter.count(rate, of: joined[rate])
    }

    /// How many responses a rate looked at in a group; for coverage the households.
    func sample(_ rate: Int, in group: GroupCount) -> Int {
        rates[rate].kind == .coverage ? group.coverage.households : group.counter.responses(of: joined[rate])
    }

    /// The versions that were not joined for some rate, with the ids of the rates, by form and version.
    var apart: [(version: String, rates: [String])] {
        all.counter.tallies.keys.map { version in
            let ids = rates.indices.filter { rates[$0].kind != .coverage && !joined[$0].contains(version) }
            return (Self.name(versions[version]), ids.map { rates[$0].id })
        }.filter { !$0.rates.isEmpty }.sorted { $0.version < $1.version }
    }

    /// Form and version as reports write them.
    static func name(_ word: String) -> String {
        let parts = word.split(separator: "\n", omittingEmptySubsequences: false)
        return parts.first?.isEmpty == false ? parts.joined(separator: " ") : "–"
    }
}

/// Counts responses by the version of the form that they answered, and joins the versions that agree.
///
/// Answers keep the version of their form. Versions of the household survey are joined for a rate when every answer that
/// they gave to its questions is one of the codes that the rate states (domain.md 6.7, row 8); a version that gave the
/// question other codes, and any other form, is counted by itself.
struct SurveyCounter {
    private let rateCount: Int
    /// By version.
    private(set) var tallies: [Int32: SurveyTally] = [:]

    init(rateCount: Int) { self.rateCount = rateCount }

    mutating func add(_ contributions: [SurveyRate.Contribution], version: Int32) {
        tallies[version, default: SurveyTally(rateCount: rateCount)].add(contributions)
    }

    /// Adds what another counter of the same rates counted.
    mutating func add(_ other: SurveyCounter) {
        tallies.merge(other.tallies) { $0 + $1 }
    }

    /// The versions whose answers to a rate's questions are all known to it.
    ///
    /// - Parameters:
    ///   - rate: Its position.
    ///   - versions: Form and version by number.
    /// - Returns: Those that may be joined.
    func joinable(_ rate: Int, versions: WordList) -> Set<Int32> {
        Set(
            tallies.filter { version, tally in
                let form = versions[version].prefix { $0 != "\n" }
                return (form.isEmpty || form == SurveyRecords.form) && tally.counts[rate].unmapped == 0
            }.keys)
    }

    /// The result of the versions together.
    func count(_ rate: Int, of versions: Set<Int32>) -> SurveyTally.Count {
        tallies.filter { versions.contains($0.key) }.values.reduce(SurveyTally.Count()) { $0 + $1.counts[rate] }
    }

    /// How many responses the versions have together.
    func responses(of versions: Set<Int32>) -> Int {
        tallies.filter { versions.contains($0.key) }.values.reduce(0) { $0 + $1.responses }
    }
}
