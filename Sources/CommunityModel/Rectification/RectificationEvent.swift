public import SyncProtocol

/// One entry of a rectification's events: somebody did or said something. Events are added and never replaced.
public struct RectificationEvent: Sendable, Hashable {
    /// The write that the event is. Two events of one change are told apart by their operation, and the later operation
    /// follows the earlier.
    public let id: Dot
    public let content: Content
    /// Login of the author.
    public let author: String
    /// Role of the author when it was written; `nil` when not known.
    public let role: String?
    /// Name that the server gave to the device.
    public let device: String
    /// Orders events for people, and settles which of two that say the same is named first. It never decides the state.
    public let at: ClockStamp

    public init(id: Dot, content: Content, author: String, role: String?, device: String, at: ClockStamp) {
        self.id = id
        self.content = content
        self.author = author
        self.role = role
        self.device = device
        self.at = at
    }

    /// The event that a live write of the events field is.
    ///
    /// - Parameters:
    ///   - write: The write. One whose value was erased or cannot be read becomes an event without a kind, so that it
    ///     is shown and not lost.
    ///   - author: Login in the header of its change.
    ///   - device: Device in the header of its change.
    public init(_ write: LiveWrite, author: String, device: String) {
        self.init(
            id: write.dot, content: Value(encoded: write.value).map(Content.init) ?? .unreadable, author: author,
            role: write.role.isEmpty ? nil : write.role, device: device, at: write.clock)
    }

    /// Replay's order among events that do not know of each other.
    static func isEarlier(_ left: Self, _ right: Self) -> Bool {
        left.at != right.at ? left.at < right.at : left.id < right.id
    }
}
