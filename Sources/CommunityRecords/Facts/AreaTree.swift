internal import CommunityModel
public import ReplicaStore
internal import Standards
public import SyncProtocol

/// An area as a store holds it: the one reading of it.
public struct AreaRecord: Sendable {
    /// The record's id, and the code by which everything names the area.
    public let id: RecordID, code: String
    /// `nil`, as what follows, where nothing is stated.
    public let name: String?
    /// Such as `community`.
    public let level: String?
    /// Code of the area above.
    public let parent: String?
    let view: RecordView

    /// Reads the record; `nil` when it has no code.
    public init?(_ record: StoredRecord, type: RecordType) {
        guard let code = record.view.text(.code, of: type) else { return nil }
        self.code = code
        id = record.key.id
        view = record.view
        name = view.text(.name, of: type)
        level = view.text(.level, of: type)
        parent = view.text(.parent, of: type)
    }
}

/// The areas of a store and the attributes that their records hold.
public final class AreaTree {
    private let replica: ReplicaStore
    private let type: RecordType?
    private var known: [String: AreaRecord?] = [:]

    /// - Throws: `StoreError`.
    init(_ replica: ReplicaStore) throws {
        self.replica = replica
        type = try replica.schema().type(RecordTypes.area)
    }

    /// The names of the areas with a level, whose codes begin with a code, by code.
    ///
    /// - Parameters:
    ///   - level: Such as `community`; all levels when `nil`.
    ///   - prefix: The beginning of the codes; empty for all.
    /// - Returns: Codes and names.
    /// - Throws: `StoreError`.
    public func areas(level: String?, prefix: String) throws -> [(code: String, name: String)] {
        let all = try records(prefix)
        for area in all { known[area.code] = .some(area) }
        return all.filter { level == nil || $0.level == level }.map { ($0.code, $0.name ?? $0.code) }
    }

    private func records(_ prefix: String) throws -> [AreaRecord] {
        guard let type else { return [] }
        return try replica.records(of: RecordTypes.area, areaPrefix: prefix).compactMap { AreaRecord($0, type: type) }
            .sorted { $0.code < $1.code }
    }

    /// The areas of a level below an area, by code.
    func below(_ area: String, level: String) throws -> [AreaRecord] {
        try records(area).filter { $0.code != area && $0.level == level }
    }

    /// The words that an attribute of an area may turn out to be; `nil` among them where it may be none.
    func words(_ name: FieldName, of area: AreaRecord) -> [String?] {
        type.map { area.view.words(name.text, of: $0) } ?? [nil]
    }

    /// The code of the area itself or of the nearest one above that has a level; its own when none has.
    func code(of level: String, above code: String) throws -> String {
        try owner(level: level, of: code)?.code ?? code
    }

    /// The name of an area; its code when no record says more.
    public func name(of code: String) throws -> String {
        try record(code)?.name ?? code
    }

    /// What the record of an area, or of the area above it that has the level, says about an attribute.
    func attribute(_ name: String, level: String, of code: String) throws -> KnownAttribute {
        guard let type, let field = type.field(named: name), field.number >= FieldNumber(rawValue: 20),
            let area = try owner(level: level, of: code)
        else { return .unknown }
        let view = area.view
        if view.isDisputed(name, of: type) { return .disputed }
        let source = "area \(area.code)"
        if field.policy == .union { return .set(view.texts(name, of: type), from: source) }
        guard let value = view.value(name, of: type), value != .null else { return .unknown }
        return .value(value, from: source)
    }

    /// The area itself when it has the level, else the nearest one above that has it, else the area itself.
    private func owner(level: String, of code: String) throws -> AreaRecord? {
        guard let own = try record(code) else { return nil }
        var current = own
        var seen: Set<String> = []
        while seen.insert(current.code).inserted {
            if current.level == level { return current }
            guard let parent = current.parent, let above = try record(parent) else { break }
            current = above
        }
        return own
    }

    private func record(_ code: String) throws -> AreaRecord? {
        if let record = known[code] { return record }
        guard let type else { return nil }
        let record = try replica.records(of: RecordTypes.area, inArea: code).first.flatMap {
            AreaRecord($0, type: type)
        }
        known[code] = .some(record)
        return record
    }
}
