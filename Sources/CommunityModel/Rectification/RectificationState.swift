public import SyncProtocol

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

    public var title: Title {
        switch self {
        case .open: Title(zh: "待整改", en: "open")
        case .planned: Title(zh: "已定措施", en: "planned")
        case .inProgress: Title(zh: "整改中", en: "in progress")
        case .submittedForCheck: Title(zh: "待复查", en: "submitted for check")
        case .closed: Title(zh: "已关闭", en: "closed")
        case .reopened: Title(zh: "重新整改", en: "reopened")
        case .rejected: Title(zh: "不属问题", en: "rejected")
        case .deferred: Title(zh: "已延期", en: "deferred")
        }
    }
}
