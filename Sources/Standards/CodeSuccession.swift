/// What became of a standard's codes from one version to a later one, through the code maps of the versions between.
public struct CodeSuccession: Sendable {
    /// What became of a code.
    public enum Fate: Sendable, Hashable {
        /// It stands in the later version, under this code.
        case carried(String)
        /// Nothing took its place.
        case ended
    }

    private let fates: [String: Fate]
    /// Codes of the later version that none of the earlier stands behind.
    public let added: Set<String>

    /// Follows every code of the first of some versions to the last.
    ///
    /// - Parameter versions: A standard's published versions from the earlier one to the later one, ascending, all that lie
    ///   between included; at least one.
    public init(_ versions: [Standard]) {
        var fates: [String: Fate] = [:]
        for code in versions.first?.allCodes ?? [] { fates[code] = .carried(code) }
        for new in versions.dropFirst() {
            let held = new.allCodes
            for case (let code, .carried(let current)) in fates {
                fates[code] = Self.step(current, in: new, held: held)
            }
        }
        self.fates = fates
        let targets = fates.values.compactMap { if case .carried(let code) = $0 { code } else { nil } }
        added = (versions.last?.allCodes ?? []).subtracting(targets)
    }

    /// A code that the map does not mention and that is still there stands for what it stood for; the checks of an
    /// indicator that ended may be left out of the map, and ended with it.
    private static func step(_ code: String, in new: Standard, held: Set<String>) -> Fate {
        if let mapped = new.codeMap[code] { return mapped.map(Fate.carried) ?? .ended }
        if held.contains(code) { return .carried(code) }
        return .ended
    }

    /// What became of a code; `nil` for what was no code of the earlier version, such as the name of a fact.
    public func fate(of code: String) -> Fate? { fates[code] }

    /// The codes of the earlier version that a code of the later one takes the place of, ascending.
    public func origins(of code: String) -> [String] {
        fates.filter { $0.value == .carried(code) }.map(\.key).sorted()
    }
}

extension Standard {
    /// The codes of all indicators and checks.
    public var allCodes: Set<String> {
        Set(indicators.flatMap { [$0.code] + $0.checks.map(\.code) })
    }
}
