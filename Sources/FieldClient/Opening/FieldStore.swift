internal import CommunityModel
internal import Records
package import ReplicaStore
public import SyncProtocol
public import Values

/// The store of an enrolled device and the person who works with it: what every use case of the field starts from.
/// All of them throw ``StoreError`` when the store fails, and ``Failure`` with the codes that they name.
///
/// ```swift
/// let store = try FieldStore.open(path: "/home/lihua/.local/share/ruhu/store.sqlite", environment: .system)
/// let household = try store.households.find("3栋0301")[0]
/// let note = try store.notes.add(about: household.id.description, text: "晚上八点后在家")
/// ```
public struct FieldStore: Sendable {
    package let replica: ReplicaStore
    package let author: Author
    /// What may be recorded here: the schema that came with the last sync.
    public let schema: Schema
    /// Codes of the areas that the person is assigned; each covers all codes that begin with it.
    public let areas: [String]

    /// The records here, as the person works on them.
    var held: HeldRecords { HeldRecords(replica, schema: schema, areas: areas) }

    /// The clock and the randomness of everything that is done with the store.
    public var environment: HostEnvironment { replica.environment }

    /// Opens the store of an enrolled device.
    ///
    /// - Parameters:
    ///   - path: Where the file is.
    ///   - mayWrite: Whether anything will be saved; what looks only cannot.
    ///   - environment: The clock and the randomness.
    /// - Returns: The store, open.
    /// - Throws: ``StoreError``; ``Failure`` `enrollment_pending` when `ruhu init` was begun and not finished.
    public static func open(
        path: String, mayWrite: Bool = true, environment: HostEnvironment
    ) throws -> FieldStore {
        let replica = try ReplicaStore.open(
            path: path, role: .device, mayWrite: mayWrite, environment: environment,
            searchText: AddressSearch.text(of:_:))
        return try replica.reading { reader in
            guard try EnrollmentState.of(reader) == .enrolled else { throw EnrollmentState.pendingFailure(path: path) }
            return FieldStore(
                replica: replica,
                author: Author(
                    login: try reader.text(.login) ?? "", role: try reader.text(.role) ?? "",
                    device: try reader.text(.device) ?? ""),
                schema: reader.schema,
                areas: (try reader.text(.areas) ?? "").split(separator: "\n").map(String.init))
        }
    }

    /// A declared type that the software speaks of.
    ///
    /// - Throws: ``Failure`` `schema_lacks_type`.
    public func type(_ number: TypeNumber) throws -> RecordType {
        if let type = schema.type(number) { return type }
        throw Failure(fault: "schema_lacks_type", ["version": "\(schema.version)", "number": "\(number.rawValue)"])
    }

    /// A declared type by its name.
    ///
    /// - Throws: ``Failure`` `type_unknown`.
    public func type(named name: String) throws -> RecordType {
        if let type = schema.type(named: name) { return type }
        let known = schema.types.map(\.name).joined(separator: ", ")
        throw Failure(fault: "type_unknown", ["name": "\(name)", "known": "\(known)"])
    }

    /// Whether an area is one of those that the person is assigned.
    public func covers(_ area: String) -> Bool {
        held.covers(area)
    }
}

/// How far the enrolment of a store has come.
enum EnrollmentState {
    case pending
    case enrolled

    static let pendingMark = "pending"

    /// A store without a token is pending too: the program may have stopped before it could set the mark.
    static func of(_ reader: StoreReader) throws -> EnrollmentState {
        guard try reader.text(.enrollment) != pendingMark, try reader.text(.token) != nil else { return .pending }
        return .enrolled
    }

    fileprivate static func pendingFailure(path: String) -> Failure {
        Failure(fault: "enrollment_pending", ["path": "\(path)"])
    }
}

extension FieldStore {
    /// The beginning of a record's id that no other record shares, written so that it begins the whole id.
    public func shortID(_ id: RecordID) throws -> String { id.beginning(try replica.shortIDLength(id)) }

    /// What names a record for people: the label fields of its type; empty when the record is not here.
    public func label(of key: RecordKey) throws -> Localized {
        guard let type = schema.type(key.type), let record = try replica.record(key),
            let object = FlatObject(record.json)
        else { return Localized("") }
        var zh: [String] = []
        var en: [String] = []
        for name in type.label {
            guard let text = object.text(name), !text.isEmpty else { continue }
            let choice = type.field(named: name)?.choices.first { $0.code == text }
            zh.append(choice?.title.zh ?? text)
            en.append(choice?.title.en ?? text)
        }
        return Localized(zh: zh.joined(separator: " "), en: en.joined(separator: " "))
    }
}

extension RecordID {
    /// The first digits, with the hyphens that stand between them.
    func beginning(_ digits: Int) -> String {
        var text = ""
        var count = 0
        for character in description {
            if count == digits { break }
            text.append(character)
            if character != "-" { count += 1 }
        }
        return text
    }
}

extension FieldStore {
    /// The record that a person names by its id or the beginning of it.
    ///
    /// - Parameters:
    ///   - prefix: Hexadecimal digits, hyphens optional.
    ///   - type: Only records of this type, when given.
    /// - Returns: The key of the record.
    /// - Throws: ``Failure`` `id_invalid`, `record_unknown` or `id_ambiguous`.
    public func record(_ prefix: String, type: TypeNumber? = nil) throws -> RecordKey {
        try record(prefix, type: type) { try replica.record(idPrefix: prefix, type: type) }
    }

    /// The same within a save.
    func record(_ prefix: String, type: TypeNumber, in context: EditContext) throws -> RecordKey {
        try record(prefix, type: type) { try context.record(idPrefix: prefix, type: type) }
    }

    private func record(_ prefix: String, type: TypeNumber?, match: () throws -> IDMatch) throws -> RecordKey {
        let digits = prefix.filter { $0 != "-" }
        guard (1...32).contains(digits.utf8.count), digits.allSatisfy(\.isHexDigit) else {
            throw Failure(fault: "id_invalid", ["prefix": prefix], bilingual: ["find": hintToFind(type)])
        }
        switch try match() {
        case .one(let key): return key
        case .none:
            let title = type.flatMap(schema.type)?.title ?? Localized(zh: "记录", en: "record")
            throw Failure(
                fault: "record_unknown", ["prefix": prefix],
                bilingual: ["title": title.lowercased, "find": hintToFind(type)])
        case .several(let count):
            throw Failure(fault: "record_id_ambiguous", ["count": "\(count)", "value": "\(prefix)"])
        }
    }

    func hintToFind(_ type: TypeNumber?) -> Localized {
        switch type.flatMap(schema.type)?.name {
        case "visit": Localized(fault: "find_visit")
        case "household", nil: Localized(fault: "find_household")
        case let name?: Localized(fault: "find_record", ["name": name])
        }
    }
}

/// What is done with the store, a type for each part of the work.
extension FieldStore {
    /// Households, by their addresses.
    public var households: Households { Households(store: self) }
    /// Visits that were saved, and how they begin, end and are amended.
    public var visits: Visits { Visits(store: self) }
    /// Visits under way on this device.
    public var drafts: VisitDrafts { VisitDrafts(store: self) }
    /// Notes about households.
    public var notes: Notes { Notes(store: self) }
    /// Communities held against a standard.
    public var inspections: Inspections { Inspections(store: self) }
    /// Problems found, and what becomes of them.
    public var rectifications: Rectifications { Rectifications(store: self) }
    /// Records of any declared type, and their history.
    public var records: AnyRecords { AnyRecords(store: self) }
    /// The open conflicts, and what a person decides of them.
    public var conflicts: Conflicts { Conflicts(store: self) }
    /// The forms that visits are filled by.
    public var forms: HeldForms { HeldForms(store: self) }
    /// What the district states, and what comes of it.
    public var campaign: Campaign { Campaign(store: self) }
    /// What the device itself tells, without asking anybody.
    public var device: Device { Device(store: self) }
    /// What is done with the server that the store is enrolled at.
    public var server: EnrolledServer { EnrolledServer(store: self) }
    /// Takes back what the person saved on this device.
    public var undo: Undo { Undo(store: self) }
}

extension RecordType {
    /// A field that the software speaks of.
    ///
    /// - Throws: ``StoreError/invalidChange(code:)`` `schema_invalid`.
    func needed(_ name: String) throws -> Field {
        if let field = field(named: name) { return field }
        throw StoreError.invalidChange(code: "schema_invalid")
    }
}

/// A part of the work, and what all parts begin with.
protocol UseCase {
    var store: FieldStore { get }
}

extension UseCase {
    var replica: ReplicaStore { store.replica }
    var author: Author { store.author }
    var schema: Schema { store.schema }
    var environment: HostEnvironment { store.environment }

    func type(_ number: TypeNumber) throws -> RecordType { try store.type(number) }

    func record(_ prefix: String, type: TypeNumber? = nil) throws -> RecordKey { try store.record(prefix, type: type) }

    /// A record that is known to be here.
    func stored(_ key: RecordKey) throws -> StoredRecord {
        if let record = try replica.record(key) { return record }
        throw StoreError.damaged(record: key.id.description, detail: "the record is gone")
    }

    func label(of key: RecordKey) throws -> Localized { try store.label(of: key) }
}
