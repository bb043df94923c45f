public import SyncProtocol

/// A visit as people see it.
public struct VisitEntry: Sendable {
    public let id: RecordID
    public let household: RecordID?
    public let author: String
    public let device: String
    public let writtenAt: Instant
    /// Declared fields and answers by name, in the order of the schema.
    public let answers: [JSONValue.Member]
    /// Names of the fields in conflict.
    public let conflicts: [String]
    public let isDeleted: Bool

    public func answer(_ name: String) -> JSONValue? { answers.first { $0.name == name }?.value }
}
