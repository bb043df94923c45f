public import SyncProtocol
public import Values

/// One entry of a rectification's events: somebody did or said something. Events are added and never replaced.
public struct RectificationEvent: Sendable, Hashable {
    /// The write that the event is. Two events of one change are told apart by their operation, and the later operation
    /// follows the earlier.
    public let id: Dot
    /// What its author states.
    public let content: Content
    /// Login of the author.
    public let author: String
    /// Role of the author when it was written; `nil` when not known.
    public let role: String?
    /// Name that the server gave to the device.
    public let device: String
    /// Orders events for people, and settles which of two that say the same is named first. It never decides the state.
    public let at: ClockStamp

    /// - Parameters: see the properties.
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

/// What an event of a rectification does. The raw values are what the events field holds.
public enum RectificationKind: String, Sendable, Hashable, CaseIterable {
    /// Notes who found the problem. It changes no state, because a record is open from its making.
    case open
    case plan, start, submit, close, reopen, reject, `defer`
    case comment
    /// Asks that it be reopened, such as a promise made at the door. The street decides; see
    /// ``RectificationHistory/pendingRequests``.
    case request
    /// Decides against the requests that its author knew of.
    case decline

    /// Whether it decides about the requests that its author knew of, one way or the other.
    var decidesRequests: Bool {
        switch self {
        case .plan, .close, .reopen, .reject, .defer, .decline: true
        case .open, .start, .submit, .comment, .request: false
        }
    }

    /// The state that an event of this kind leads to; `nil` for one that only notes something.
    public var target: RectificationState? { RectificationTable.transition(self)?.target }

    /// What people call it.
    public var title: Localized {
        switch self {
        case .open: Localized(zh: "发现问题", en: "open")
        case .plan: Localized(zh: "定措施", en: "plan")
        case .start: Localized(zh: "开始整改", en: "start")
        case .submit: Localized(zh: "提交复查", en: "submit")
        case .close: Localized(zh: "关闭", en: "close")
        case .reopen: Localized(zh: "重新整改", en: "reopen")
        case .reject: Localized(zh: "认定不属问题", en: "reject")
        case .defer: Localized(zh: "延期", en: "defer")
        case .comment: Localized(zh: "备注", en: "comment")
        case .request: Localized(zh: "请求重新整改", en: "request to reopen")
        case .decline: Localized(zh: "不予重新整改", en: "decline the request")
        }
    }
}

/// Where a rectification stands. It is stored nowhere: ``RectificationHistory`` computes it from the events.
///
/// The raw values are the words of the command line and of JSON. Specification: Protocol/rectification.md.
public enum RectificationState: String, Sendable, Hashable, CaseIterable {
    case open
    case planned
    case inProgress = "in_progress"
    case submittedForCheck = "submitted_for_check"
    case closed
    case reopened
    case rejected
    case deferred

    /// Whether nothing is left to do: closed, or found to be no problem.
    public var isFinished: Bool { self == .closed || self == .rejected }

    /// The kind of event that leads here; `nil` for `open`, where every record begins and to which nothing leads back.
    public var reachedBy: RectificationKind? {
        RectificationTable.transitions.first { $0.target == self }?.kind
    }

    /// What people call it.
    public var title: Localized {
        switch self {
        case .open: Localized(zh: "待整改", en: "open")
        case .planned: Localized(zh: "已定措施", en: "planned")
        case .inProgress: Localized(zh: "整改中", en: "in progress")
        case .submittedForCheck: Localized(zh: "待复查", en: "submitted for check")
        case .closed: Localized(zh: "已关闭", en: "closed")
        case .reopened: Localized(zh: "重新整改", en: "reopened")
        case .rejected: Localized(zh: "不属问题", en: "rejected")
        case .deferred: Localized(zh: "已延期", en: "deferred")
        }
    }
}
