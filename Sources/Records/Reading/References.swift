internal import CommunityModel
internal import ReplicaStore
public import SyncProtocol
internal import Values

/// Finds the records that people name: by an id, the beginning of one, or the values of their natural key.
///
/// Made for one command or file: it keeps what it has read.
public final class References {
    /// Digits from which a text is taken for the beginning of an id rather than for a name.
    private static let idDigits = 8

    private let records: HeldRecords
    private var indexes: [TypeNumber: NameIndex] = [:]
    private var known: [TypeNumber: [String: RecordID]] = [:]

    /// - Parameter records: Where the records are looked up.
    public init(_ records: HeldRecords) { self.records = records }

    /// What a text may refer to.
    public enum Match {
        case none
        case one(RecordID)
        case several(Int)
    }

    /// The records of a type that a text names, also deleted ones when it is an id.
    public func find(_ text: String, type: RecordType) throws -> Match {
        var found: Set<RecordID> = []
        let isID = Self.isID(text)
        if isID {
            switch try records.replica.record(idPrefix: text, type: type.number) {
            case .none: break
            case .one(let key): found.insert(key.id)
            case .several(let count): return .several(count)
            }
        }
        if found.isEmpty || text.utf8.count < Self.idDigits {
            if indexes[type.number] == nil {
                indexes[type.number] = NameIndex(type, try records.replica.listing(of: type.number))
            }
            found.formUnion(indexes[type.number]?.named(text) ?? [])
        }
        guard let first = found.first else { return .none }
        return found.count == 1 ? .one(first) : .several(found.count)
    }

    /// Whether a text may be an id or the beginning of one: 1 to 32 hexadecimal digits, with hyphens or without.
    public static func isID(_ text: String) -> Bool {
        let digits = text.filter { $0 != "-" }
        return (1...32).contains(digits.utf8.count) && digits.allSatisfy(\.isHexDigit)
    }

    /// The record that the text of a reference field names.
    ///
    /// - Throws: ``EntryFault``, or what the store throws.
    public func record(_ text: String, for field: Field) throws -> RecordID {
        guard let type = field.references.flatMap({ records.schema.type(named: $0) }) else {
            // A type that this schema does not declare: only a whole id can be taken at its word.
            guard let id = RecordID(text) else {
                throw EntryFault(.wrongType(.reference), field: field, given: text)
            }
            return id
        }
        if let id = known[type.number]?[text] { return id }
        let shown = String(text.prefix(60))
        switch try find(text, type: type) {
        case .none:
            throw EntryFault(
                "record_unknown",
                Localized(
                    zh: "\(records.place.zh)没有\(type.title.zh)“\(shown)”。",
                    en: "\(records.place.en) holds no \(type.title.en.lowercased()) \"\(shown)\"."))
        case .several(let count):
            throw EntryFault(
                "record_ambiguous",
                Localized(
                    zh: "“\(shown)”可指 \(count) 条\(type.title.zh)，请用编号。",
                    en: "\"\(shown)\" could be any of \(count) records of the type \(type.name); give an id."))
        case .one(let id):
            let record = try records.replica.record(RecordKey(id: id, type: type.number))
            guard record?.view.deletion != .deleted else {
                throw EntryFault(
                    "record_deleted",
                    Localized(zh: "\(type.title.zh)“\(shown)”已被删除。", en: "\"\(shown)\" was deleted."))
            }
            known[type.number, default: [:]][text] = id
            return id
        }
    }

    /// Checks the text of a field that names a record by its key, such as the code of an area.
    ///
    /// - Throws: ``EntryFault``, or what the store throws.
    public func checkNamed(_ text: String, for field: Field) throws {
        guard let name = field.references, let type = records.schema.type(named: name) else { return }
        if type.number == RecordTypes.area {
            guard try records.replica.hasArea(text, type: type.number) else {
                throw EntryFault("area_unknown", Localized(zh: "没有区域 \(text)。", en: "there is no area \(text)."))
            }
        } else {
            _ = try record(text, for: field)
        }
    }
}

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
