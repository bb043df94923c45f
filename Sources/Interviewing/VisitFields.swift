public import CommunityModel
public import Values

/// What the person notes about the visit itself.
public struct VisitFields: Hashable {
    /// Whether the household agreed to be asked; `nil` before it was asked.
    public var consent: Bool?
    /// Whether the visitor showed who they are.
    public var isIdentityShown = false
    /// How the visit ended; `nil` while it has not.
    public var outcome: VisitOutcome?
    /// The code of the reason that a refusal came with.
    public var refusalReason: String?
    /// Whether the household wishes nobody to come any more.
    public var isNotToContact = false
    /// When to come again.
    public var appointment: Instant?
    /// In the visitor's own words, at most 500 characters.
    public var remarks = ""

    /// Nothing yet.
    public init() {}

    /// As the visit's field `remarks` allows.
    static let remarksMax = 500
}

extension VisitOutcome {
    /// Whether it may come with a time at which to call again.
    var takesAppointment: Bool { self == .appointment || self == .nobodyHome }

    var title: Localized {
        switch self {
        case .completed: Localized(zh: "完成", en: "Completed")
        case .partial: Localized(zh: "部分完成", en: "Partial")
        case .refused: Localized(zh: "拒访", en: "Refused")
        case .appointment: Localized(zh: "已预约", en: "Appointment")
        case .vacant: Localized(zh: "空置", en: "Vacant")
        case .nobodyHome: Localized(zh: "无人在家", en: "Nobody home")
        case .addressNotFound: Localized(zh: "地址不存在", en: "Address not found")
        case .noAccess: Localized(zh: "无法进入", en: "No access")
        case .doNotContact: Localized(zh: "不再打扰", en: "Do not contact")
        case .duplicateHousehold: Localized(zh: "重复住户", en: "Duplicate household")
        }
    }
}
