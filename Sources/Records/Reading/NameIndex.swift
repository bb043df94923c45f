internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// The records of one type by the values of their key fields, the way people name them.
struct NameIndex {
    private struct Name: Hashable {
        let field: String
        let text: String
    }

    private var records: [Name: Set<RecordID>] = [:]
    private let fields: [Field]
    private let placement: String?

    /// - Parameters:
    ///   - type: The type.
    ///   - listing: Its records.
    init(_ type: RecordType, _ listing: [ListedRecord]) {
        fields = type.key.compactMap { type.field(named: $0) }.filter { $0.type != .reference }
        if case .field(let name) = type.placement { placement = name } else { placement = nil }
        for record in listing {
            guard let object = FlatObject(record.json) else { continue }
            for field in fields {
                guard let text = KeyText.text(of: field, in: object), !text.isEmpty else { continue }
                records[Name(field: field.name, text: text), default: []].insert(record.id)
            }
        }
    }

    /// The records that a text names: by one value of their key, or by words that are values of their key each.
    ///
    /// The area alone names nothing that lies in it.
    func named(_ text: String) -> Set<RecordID> {
        let own = fields.count == 1 ? fields : fields.filter { $0.name != placement }
        let whole = matches(text[...], among: own)
        let words = text.split(whereSeparator: \.isWhitespace)
        guard whole.isEmpty, words.count > 1 else { return whole }
        let found = words.map { matches($0, among: fields) }
        let namesMore = words.contains { !matches($0, among: own).isEmpty }
        return namesMore ? found.dropFirst().reduce(found[0]) { $0.intersection($1) } : []
    }

    private func matches(_ text: Substring, among fields: [Field]) -> Set<RecordID> {
        fields.reduce(into: []) { found, field in
            let name = Name(field: field.name, text: KeyText.folded(String(text), of: field))
            found.formUnion(records[name] ?? [])
        }
    }
}
