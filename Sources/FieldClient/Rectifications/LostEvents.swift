internal import CommunityModel
internal import CommunityRecords
internal import ReplicaStore
public import SyncProtocol
public import Values

/// Something that this person did to a rectification and that did not apply, because somebody else's event stands.
public struct LostEvent: Sendable {
    public let rectification: RecordID
    public let problem: String
    /// What the person did.
    public let kind: Localized
    /// Why it does not stand.
    public let why: Localized
}

extension FieldStore {
    /// The person's own events that do not apply and that nobody has told them about yet, and takes them as told.
    ///
    /// The events stay in the record's history, where `rectification show` marks them.
    /// - Throws: `StoreError`.
    public func lostEventsToTell() throws -> [LostEvent] {
        let mark = { (event: RectificationEvent) in event.id.change.hex + String(event.id.operation) }
        var told = Set((try replica.text(.toldLosses) ?? "").split(separator: " ").map(String.init))
        var lost: [LostEvent] = []
        for entry in try rectifications() {
            for loss in entry.history.losing(for: author.login) where told.insert(mark(loss.event)).inserted {
                let kind = loss.event.content.kind?.title ?? Localized(zh: "操作", en: "event")
                lost.append(LostEvent(rectification: entry.id, problem: entry.title, kind: kind, why: loss.why))
            }
        }
        if !lost.isEmpty { try replica.set([.toldLosses: told.sorted().joined(separator: " ")]) }
        return lost
    }
}
