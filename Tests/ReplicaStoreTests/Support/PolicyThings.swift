import CommunityModel
import GRDB
import SyncProtocol
import Testing
import Values

@testable import ReplicaStore

/// A record type with a field of every policy, and one that lies under it.
enum PolicyThings {
    static let thing = TypeNumber(rawValue: 1_000)
    static let part = TypeNumber(rawValue: 1_001)

    private static let types = """
        [{"number": 1000, "name": "thing", "title": {"zh": "物", "en": "Thing"},
          "placement": {"field": "area"}, "search": ["name"], "label": ["name"],
          "fields": [
            {"number": 16, "name": "area", "title": {"zh": "区域", "en": "Area"}, "type": "text", "required": true},
            {"number": 17, "name": "name", "title": {"zh": "名称", "en": "Name"}, "type": "text"},
            {"number": 18, "name": "newest", "title": {"zh": "最新", "en": "Newest"}, "type": "text",
             "policy": "latest"},
            {"number": 19, "name": "highest", "title": {"zh": "最高", "en": "Highest"}, "type": "integer",
             "policy": "max"},
            {"number": 20, "name": "flag", "title": {"zh": "标记", "en": "Flag"}, "type": "boolean", "policy": "max"},
            {"number": 21, "name": "lowest", "title": {"zh": "最低", "en": "Lowest"}, "type": "integer",
             "policy": "min"},
            {"number": 22, "name": "tags", "title": {"zh": "标签", "en": "Tags"}, "type": "text", "policy": "union"},
            {"number": 23, "name": "answers", "title": {"zh": "答案", "en": "Answers"}, "type": "any", "keyed": true},
            {"number": 24, "name": "rank", "title": {"zh": "级别", "en": "Rank"}, "type": "text",
             "policy": "authority", "authority": ["street"]},
            {"number": 25, "name": "events", "title": {"zh": "经过", "en": "Events"}, "type": "text",
             "policy": "append"}]},
         {"number": 1001, "name": "part", "title": {"zh": "部件", "en": "Part"}, "placement": {"parent": "thing"},
          "fields": [
            {"number": 16, "name": "thing", "title": {"zh": "物", "en": "Thing"}, "type": "reference",
             "references": "thing"},
            {"number": 17, "name": "size", "title": {"zh": "大小", "en": "Size"}, "type": "integer"}]}]
        """

    static func declare(in store: ReplicaStore) throws {
        try store.updateSchema { current in
            let json = try #require(JSONValue(parsing: Array(types.utf8)))
            let read = RecordTypeReading.read(json, roles: ["street"])
            let addition = SchemaAddition(read.types, faults: read.faults, to: current)
            return Array(JSONValue(try #require(addition.schema, "\(addition.faults)")).text.utf8)
        }
    }
}

/// What people see of a record, apart from who stated it and when: no value is like emptiness, an element outside a union
/// like one that was never in it, a conflict is the set of its values.
struct SeenRecord: Hashable, CustomStringConvertible {
    let isDeleted: Bool
    let isDeletionDisputed: Bool
    let fields: [FieldKey: Set<[UInt8]>]

    var description: String {
        let texts = fields.sorted { $0.key < $1.key }.map { key, values in
            let shown = values.compactMap { Value(encoded: $0) }.map { JSONValue($0).text }.sorted()
            return
                "\(key.field.rawValue)\(key.cell.isEmpty ? "" : String(describing: key.cell))=\(shown.joined(separator: "|"))"
        }
        return (isDeleted ? "deleted " : isDeletionDisputed ? "disputed " : "") + texts.joined(separator: " ")
    }

    init(_ view: RecordView, omitting omitted: Set<FieldNumber> = []) {
        isDeleted = view.deletion == .deleted
        isDeletionDisputed = if case .conflict = view.deletion { true } else { false }
        var fields: [FieldKey: Set<[UInt8]>] = [:]
        let empty: Set<[UInt8]> = [Value.null.encoded, Value.boolean(false).encoded]
        for (key, outcome) in view.fields where !omitted.contains(key.field) {
            let values: Set<[UInt8]> =
                switch outcome {
                case .value(let write): [write.value]
                case .conflict(let candidates, _): Set(candidates.map(\.value))
                case .entries(let writes): Set(writes.map(\.value))
                }
            if values.count == 1, let value = values.first, empty.contains(value) { continue }
            fields[key] = values
        }
        self.fields = fields
    }
}

extension ReplicaStore {
    /// All records of the test's types as people see them; deleted ones too.
    func seen(omitting omitted: Set<FieldNumber> = []) throws -> [RecordID: SeenRecord] {
        let ids = try read { db in
            try db.statement("SELECT id, type FROM record WHERE type >= 1000").all { row in
                RecordKey(id: try row.value(0), type: try row.value(1))
            }
        }
        return try ids.reduce(into: [:]) { seen, key in
            seen[key.id] = try record(key).map { SeenRecord($0.view, omitting: omitted) }
        }
    }
}
