internal import Standards

/// An inspection whose values are read under a later version of its standard (domain.md 6.7, row 7). The record keeps the
/// version it was made under.
public struct CarriedInspection: Sendable {
    /// The inspection with its values, exemptions and notes under the codes of the later version.
    public let inspection: Inspection
    /// What was recorded under a code that changed: the old code and the new one, by old code.
    public let carried: [(from: String, to: String)]
    /// Codes and names under which something was recorded that the later version does not ask for any more: measured
    /// under an old version. Ascending.
    public let left: [String]
    /// Codes of indicators of the later version that none of the earlier stands behind, in the order of the document.
    public let added: [String]

    /// - Parameters:
    ///   - inspection: As it was recorded.
    ///   - succession: From its version of the standard to the later one.
    ///   - later: The later version.
    init(_ inspection: Inspection, _ succession: CodeSuccession, to later: Standard) {
        let known = StandardNames(later)
        var names: [String: String] = [:]
        var left: Set<String> = []
        let recorded = Set(inspection.values.keys).union(inspection.disputed).union(inspection.exemptions.keys)
        for name in recorded {
            switch succession.fate(of: name) {
            case .carried(let code): names[name] = code
            case .ended: left.insert(name)
            case nil: if known.meaning(of: name) != nil { names[name] = name } else { left.insert(name) }
            }
        }
        for code in Set(names.values) {
            let origins = succession.origins(of: code)
            guard origins.count > 1, !inspection.isOfOneMind(about: origins) else { continue }
            left.formUnion(origins.filter { names[$0] != nil })
            for origin in origins { names[origin] = nil }
        }
        self.inspection = inspection.renamed(names)
        carried = names.filter { $0.key != $0.value }.sorted { $0.key < $1.key }.map { (from: $0.key, to: $0.value) }
        self.left = left.sorted()
        added = later.indicators.map(\.code).filter(succession.added.contains)
    }
}

extension Inspection {
    /// Whether codes that became one say the same: nobody decided which of them holds otherwise.
    fileprivate func isOfOneMind(about codes: [String]) -> Bool {
        let isSame = Set(codes.map { values[$0] }).count == 1 && disputed.isDisjoint(with: codes)
        return isSame && Set(codes.map { exemptions[$0] == nil }).count == 1
    }
}
