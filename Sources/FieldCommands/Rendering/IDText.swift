internal import FieldClient
internal import SyncProtocol

/// Ids as people see them.
struct IDText {
    /// Rows beyond which looking up how short each id may be takes longer than reading them would save.
    private static let shortenedMax = 2_000

    private let store: FieldStore
    private let shortens: Bool

    init(_ store: FieldStore, rows: Int = 1) {
        self.store = store
        shortens = rows <= Self.shortenedMax
    }

    func text(_ id: RecordID) throws -> String { shortens ? try store.shortID(id) : id.description }
}
