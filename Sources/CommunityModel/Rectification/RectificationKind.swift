internal import SyncProtocol
public import Values

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
