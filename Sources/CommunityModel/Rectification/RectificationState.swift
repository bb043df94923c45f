internal import SyncProtocol
public import Values

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
