internal import CommunityModel

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

    /// What the versions came to together.
    func count(_ rate: Int, of versions: Set<Int32>) -> SurveyTally.Count {
        tallies.filter { versions.contains($0.key) }.values.reduce(SurveyTally.Count()) { $0 + $1.counts[rate] }
    }

    /// How many responses the versions have together.
    func responses(of versions: Set<Int32>) -> Int {
        tallies.filter { versions.contains($0.key) }.values.reduce(0) { $0 + $1.responses }
    }
}
