internal import CommunityModel
internal import ReplicaStore
internal import Standards
internal import SyncProtocol

/// The areas of a store and the attributes that their records hold.
public final class AreaTree {
    private let replica: ReplicaStore
    private let type: RecordType?
    private var known: [String: RecordView?] = [:]

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
        guard let type else { return [] }
        var found: [(code: String, name: String)] = []
        for record in try replica.records(of: RecordTypes.area, areaPrefix: prefix) {
            guard let code = record.view.text("code", of: type) else { continue }
            known[code] = .some(record.view)
            guard level == nil || record.view.text("level", of: type) == level else { continue }
            found.append((code, record.view.text("name", of: type) ?? code))
        }
        return found.sorted { $0.code < $1.code }
    }

    /// An area below another, with the words that its attributes may come to.
    struct Below {
        let id: RecordID
        let code: String
        let words: [String: [String?]]
    }

    /// The areas of a level below an area, by code.
    func below(_ area: String, level: String) throws -> [Below] {
        guard let type else { return [] }
        return try replica.records(of: RecordTypes.area, areaPrefix: area).compactMap { record -> Below? in
            guard let code = record.view.text("code", of: type), code != area,
                record.view.text("level", of: type) == level
            else { return nil }
            let words = ["origin", "age_class"].map { ($0, record.view.words($0, of: type)) }
            return Below(
                id: record.key.id, code: code, words: Dictionary(words, uniquingKeysWith: { first, _ in first }))
        }.sorted { $0.code < $1.code }
    }

    /// The code of the area itself or of the nearest one above that has a level; its own when none has.
    func code(of level: String, above code: String) throws -> String {
        try owner(level: level, of: code)?.0 ?? code
    }

    /// The name of an area; its code when no record says more.
    public func name(of code: String) throws -> String {
        guard let type, let view = try view(code) else { return code }
        return view.text("name", of: type) ?? code
    }

    /// What the record of an area, or of the area above it that has the level, says about an attribute.
    func attribute(_ name: String, level: String, of code: String) throws -> KnownAttribute {
        guard let type, let field = type.field(named: name), field.number >= FieldNumber(rawValue: 20),
            let (owner, view) = try owner(level: level, of: code)
        else { return .unknown }
        if view.isDisputed(name, of: type) { return .disputed }
        let source = "area \(owner)"
        if field.policy == .union {
            let words = view.elements(name, of: type).compactMap { value in
                if case .text(let word) = value { word } else { nil }
            }
            return .set(words, from: source)
        }
        guard let value = view.value(name, of: type), value != .null else { return .unknown }
        return .value(value, from: source)
    }

    /// The area itself when it has the level, else the nearest one above that has it, else the area itself.
    private func owner(level: String, of code: String) throws -> (String, RecordView)? {
        guard let type, let own = try view(code) else { return nil }
        var (current, currentCode) = (own, code)
        var seen: Set<String> = []
        while seen.insert(currentCode).inserted {
            if current.text("level", of: type) == level { return (currentCode, current) }
            guard let parent = current.text("parent", of: type), let above = try view(parent) else { break }
            (current, currentCode) = (above, parent)
        }
        return (code, own)
    }

    private func view(_ code: String) throws -> RecordView? {
        if let view = known[code] { return view }
        let view = try replica.records(of: RecordTypes.area, inArea: code).first?.view
        known[code] = .some(view)
        return view
    }
}
