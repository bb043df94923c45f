import AdminProtocol
import CommunityModel
import Foundation
import GRDB
import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import SyncServer

/// A server's records in a folder that goes away with the test.
final class TestRecords {
    let store: ReplicaStore
    private let folder: URL

    init(schema: [UInt8] = BuiltInSchema.document) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "ruhu-server-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try ReplicaStore.create(
            path: folder.appending(path: "records.sqlite").path, role: .server, schema: schema,
            environment: .system, searchText: AddressSearch.text)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    static let administrator = Author(login: "admin", role: "administrator", device: "server")
    static let enumerator = Author(login: "li", role: "enumerator", device: "tablet-1")

    func field(_ name: String, of type: TypeNumber = RecordTypes.standard) throws -> Field {
        try #require(try store.schema().type(type)?.field(named: name))
    }

    /// Writes as a device does that was let in.
    func tamper(
        _ key: RecordKey, _ name: String, cell: String = "", _ value: Value, as author: Author = enumerator
    ) throws {
        let field = try field(name, of: key.type)
        try store.save(as: author, handsIn: false) { context in
            [ChangeDraft(writes: [try context.write(key, field, cell: Array(cell.utf8), value)])]
        }
    }

    func changes() throws -> Int { try store.totals().changes }

    /// Lets two administrators write different titles into a published record, and one decide between them by hand.
    ///
    /// - Returns: The code by which the decision is refused.
    func refusalOfResolving(_ key: RecordKey) throws -> String? {
        let other = try TestRecords()
        try deliver(to: other)
        try tamper(key, "title_zh", .text("甲"), as: Self.administrator)
        try other.tamper(key, "title_zh", .text("乙"), as: Self.administrator)
        try other.deliver(to: self)
        let conflicts = ConflictRecords(store: store, schema: try store.schema())
        let open = try #require(try conflicts.list(areaPrefix: "").first)
        #expect(open.field == "title_zh")
        let user = UserRecord(login: "admin", name: "A", role: "administrator", areas: [])
        let resolution = ConflictResolution(version: open.version, take: 1, value: nil, reason: "r")
        do {
            _ = try ConflictResolving(conflicts: conflicts, user: user).run(open.id, resolution)
            return nil
        } catch let refusal as Refusal {
            return refusal.code
        }
    }

    /// Hands over what lies here, as a sync does.
    func deliver(to target: TestRecords) throws {
        let page = try store.feedPage(
            after: [], scope: Scope(["4"]), ancestorType: RecordTypes.area,
            replica: ReplicaID(bytes: [UInt8](repeating: 0, count: 16)) ?? target.store.replicaID(), bytesMax: 1 << 20)
        let changes = try page.entries.compactMap { entry -> IncomingChange? in
            guard case .change(let bytes, _) = entry else { return nil }
            return try IncomingChange(bytes: bytes, isSuspect: false)
        }
        _ = try target.store.ingest(changes)
    }
}

/// A small standard in the form of a file.
func standardFile(version: Int = 1, codes: [String] = ["A-1", "A-2"], extra: String = "") -> [UInt8] {
    let items = codes.map { code in
        """
        - code: \(code)
          group: A
          title_zh: 指标\(code)
          title_en: Indicator \(code)
          kind: count
          assessment: threshold
          threshold: {metric: trees, op: '>=', value: 3}
          applies_to: community
          record: [{id: trees, type: integer, zh: 树, en: Trees}]
          checks: [{code: \(code).1, zh: 分项, en: Check, kind: boolean, threshold: {op: '==', value: true}}]

        """
    }
    return Array(
        """
        schema: ruhu-standard/1
        id: small
        catalogue_version: \(version)
        title_zh: 小标准
        title_en: Small standard
        groups: [{code: A, title_zh: 甲, title_en: A}]
        items:
        \(items.joined())\(extra)
        """.utf8)
}

/// A store's file as another program sees and changes it.
struct RawStore {
    private let queue: DatabaseQueue

    init(_ path: String) throws { queue = try DatabaseQueue(path: path) }

    func execute(_ sql: String) throws { try queue.write { db in try db.execute(sql: sql) } }
}
