internal import CommunityModel
internal import Failures
internal import ReplicaStore
internal import SyncProtocol

/// Reads a standard from the record that published it.
enum PublishedStandard {
    /// - Throws: ``Failure`` `standard_unreadable` (65) when parts are missing, when anybody changed what was published,
    ///   or when a later version of the software wrote it; `StoreError`.
    static func read(_ id: RecordID, in replica: ReplicaStore) throws -> Standard {
        let key = RecordKey(id: id, type: RecordTypes.standard)
        guard let type = try replica.schema().type(RecordTypes.standard), let record = try replica.record(key),
            let published = PublishedDocument(record.view, type: type)
        else { throw unreadable(id) }
        guard let json = JSONValue(parsing: Array(published.document.text.utf8)),
            let standard = StandardReading.read(json).standard
        else { throw unreadable("\(published.standard) \(published.version)") }
        return standard
    }

    private static func unreadable(_ name: some CustomStringConvertible) -> Failure {
        Failure(
            code: "standard_unreadable", status: .data,
            message: Localized(
                zh: "标准 \(name) 不能读取：内容不全，或者不是发布时的内容。",
                en: "The standard \(name) cannot be read: it is incomplete, or not what was published."),
            hint: Localized(
                zh: "请运行 ruhu sync --again；仍不行请告诉管理员。",
                en: "Run `ruhu sync --again`; if that does not help, tell the administrator."))
    }
}
