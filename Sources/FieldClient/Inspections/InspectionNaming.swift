public import CommunityRecords
internal import ReplicaStore
public import Standards
public import Values

extension FieldStore {
    /// The indicator of an inspection's standard that a person names by its code, in either case.
    ///
    /// - Throws: ``Failure`` `indicator_unknown` (65); `StoreError`.
    public func indicator(_ code: String, of inspection: Inspection) throws -> Indicator {
        let standard = try StandardShelf(replica).standard(inspection.standard, version: inspection.version)
        if let indicator = standard.indicator(code.uppercased()) { return indicator }
        throw unknownIndicator(code, in: standard)
    }

    /// Tells of the codes that begin like a wrong one.
    public func unknownIndicator(_ code: String, in standard: Standard) -> Failure {
        let word = code.uppercased()
        let near = standard.indicators.map(\.code).filter { $0.contains(word.prefix(8)) }.prefix(12)
        let shown = near.isEmpty ? standard.groups.map(\.code).joined(separator: ", ") : near.joined(separator: ", ")
        return Failure(
            code: "indicator_unknown", status: .data,
            message: Localized(
                zh: "标准 \(standard.id) 没有指标 \(code)。", en: "The standard \(standard.id) has no indicator \(code)."),
            hint: near.isEmpty
                ? Localized(zh: "它的分组：\(shown)。", en: "Its groups are: \(shown).")
                : Localized(zh: "相近的有：\(shown)。", en: "Codes like it: \(shown)."))
    }

    /// The name of an area with its code.
    public func areaName(_ code: String) throws -> String {
        let name = try CommunityFacts(replica).areas.name(of: code)
        return name == code ? code : "\(name) \(code)"
    }
}
