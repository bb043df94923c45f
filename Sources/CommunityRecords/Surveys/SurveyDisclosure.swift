internal import CommunityModel

/// Which figures of sensitive rates may be shown (domain.md 6.11).
///
/// Whoever may ask one report may ask several, and the difference of two figures is a figure: so whether one is shown
/// hangs on the communities that it covers and not on what else the same report shows. A figure covers whole communities,
/// and in each of them as many answered as ``SurveyPrivacy`` demands, or nobody.
struct SurveyDisclosure {
    /// For each rate the communities whose answers must not be told from others.
    private let hidden: [Set<String>]
    /// For each rate whether it is sensitive and anybody answered.
    private let isDelicate: [Bool]

    /// - Parameters:
    ///   - rates: The rates.
    ///   - counters: What was counted, each with the community it was counted in; several of one community are parts of it.
    ///   - joined: For each rate the versions of the form that its figures rest on.
    ///   - extent: Which communities were counted whole.
    /// - Throws: `StoreError`.
    init(
        rates: [SurveyRate], counters: [(community: String, counter: SurveyCounter)], joined: [Set<Int32>],
        extent: CommunityExtent
    ) throws {
        var communities: [String: SurveyCounter] = [:]
        var hidden: [Set<String>] = rates.map { _ in [] }
        var isDelicate = rates.map { _ in false }
        if rates.contains(where: { $0.sensitive == true }) {
            for (community, counter) in counters {
                communities[community, default: SurveyCounter(rateCount: rates.count)].add(counter)
            }
        }
        for (community, counter) in communities {
            for (index, rate) in rates.enumerated() where rate.sensitive == true {
                let count = Self.count(index, of: counter, joined: joined[index])
                guard count.valid + count.excluded + count.unmapped > 0 else { continue }
                isDelicate[index] = true
                if try SurveyPrivacy.suppresses(rate, count) || !extent.isWhole(community) {
                    hidden[index].insert(community)
                }
            }
        }
        self.hidden = hidden
        self.isDelicate = isDelicate
    }

    /// Answers to versions of the form that are not joined are answers, and none that the figure counts.
    private static func count(_ rate: Int, of counter: SurveyCounter, joined: Set<Int32>) -> SurveyTally.Count {
        var count = counter.count(rate, of: joined)
        let others = counter.count(rate, of: Set(counter.tallies.keys).subtracting(joined))
        count.unmapped += others.valid + others.excluded + others.unmapped
        return count
    }

    /// Whether a figure of whole communities must not be shown.
    ///
    /// - Parameters:
    ///   - rate: Position of the rate.
    ///   - community: The community that it covers; all that were counted when `nil`.
    /// - Returns: `true` where one of them has too few answers.
    func withholds(_ rate: Int, of community: String?) -> Bool {
        community.map(hidden[rate].contains) ?? !hidden[rate].isEmpty
    }

    /// Whether figures of less than a community, or of some of its answers, must not be shown.
    ///
    /// - Parameter rate: Position of the rate.
    /// - Returns: `true` for a sensitive rate that anybody answered.
    func withholdsParts(_ rate: Int) -> Bool { isDelicate[rate] }
}

/// Which communities a beginning of area codes takes in whole.
final class CommunityExtent {
    private let prefix: String
    private let areas: AreaTree
    /// Communities of which an area has another code; read when first asked for.
    private var cut: Set<String>?

    init(prefix: String, areas: AreaTree) {
        self.prefix = prefix
        self.areas = areas
    }

    /// - Throws: `StoreError`.
    func isWhole(_ community: String) throws -> Bool {
        if prefix.isEmpty { return true }
        guard community.hasPrefix(prefix) else { return false }
        let known = try cut ?? communitiesBeyond()
        cut = known
        return !known.contains(community)
    }

    private func communitiesBeyond() throws -> Set<String> {
        let beyond = try areas.areas(level: nil, prefix: "").map(\.code).filter { !$0.hasPrefix(prefix) }
        return Set(try beyond.map { try areas.code(of: "community", above: $0) })
    }
}
