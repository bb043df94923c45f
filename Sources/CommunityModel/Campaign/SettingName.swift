public import SyncProtocol
public import Values

/// The settings of a campaign by the names that records, commands and documents use.
public enum SettingName: String, CaseIterable, Sendable, Hashable {
    case awarenessCountsHeard = "awareness_counts_heard"
    case baggingCountsMostly = "bagging_counts_mostly"
    case attemptsMax = "max_attempts"
    case quietHours = "quiet_hours"
    case sampleMin = "min_sample_per_community"
    case round
    case catalogues = "campaign_catalogues"
    case sensitiveQuestions = "sensitive_questions"
    case cityName = "city_name"
    case quotaMiB = "quota_mib"
    case quotaChanges = "quota_changes"
    case quotaRecords = "quota_records"

    /// The id of the record that holds the setting: it follows from the name, so that two people who state one setting on two
    /// replicas write the same record.
    public var recordID: RecordID { .derived("ruhu-setting-1", from: [Array(rawValue.utf8)]) }

    /// The key of that record.
    public var recordKey: RecordKey { RecordKey(id: recordID, type: RecordTypes.setting) }

    /// What the setting decides.
    public var title: Localized {
        switch self {
        case .awarenessCountsHeard: Localized(zh: "知晓率是否计入“听说过”", en: "whether \"have heard of it\" counts as aware")
        case .baggingCountsMostly: Localized(zh: "袋装化率是否计入“多数时候”", en: "whether \"mostly\" counts as bagging")
        case .attemptsMax: Localized(zh: "上门次数上限", en: "how often a household is called upon")
        case .quietHours: Localized(zh: "不打扰时段", en: "local times between which nobody rings a bell")
        case .sampleMin:
            Localized(zh: "每社区最低样本量（文件未规定）", en: "responses a community needs for a rate; the documents set none")
        case .round: Localized(zh: "当前轮次", en: "the round of visits under way")
        case .catalogues: Localized(zh: "正在执行的文件", en: "the documents under way")
        case .sensitiveQuestions: Localized(zh: "开放的敏感问题", en: "sensitive questions that are asked")
        case .cityName: Localized(zh: "问卷中的城市名称", en: "the city's name in questions; else the form's own")
        case .quotaMiB:
            Localized(zh: "每台设备每天最多上交的数据量（MiB）", en: "how much a device may hand in within a day, MiB")
        case .quotaChanges:
            Localized(zh: "每台设备每天最多上交的改动数", en: "how many changes a device may hand in within a day")
        case .quotaRecords:
            Localized(zh: "每台设备每天最多新建的记录数", en: "how many new records a device may hand in within a day")
        }
    }

    /// What a quota may be set to. One change fits into the least: it has 256 KiB and 256 records at most.
    var quotaRange: ClosedRange<Int> { self == .quotaRecords ? 256...1_000_000_000 : 1...1_000_000_000 }

    /// Which values the setting takes.
    public var allowed: Localized {
        switch self {
        case .awarenessCountsHeard, .baggingCountsMostly: Localized(zh: "true 或 false", en: "true or false")
        case .attemptsMax: Localized(zh: "1 到 99 的整数", en: "a whole number from 1 to 99")
        case .quietHours:
            Localized(
                zh: "两个时刻，如 20:00-09:00，可跨午夜；或 none",
                en: "two times of day such as 20:00-09:00, also past midnight; or none")
        case .sampleMin: Localized(zh: "1 到 100000 的整数，或 none", en: "a whole number from 1 to 100000, or none")
        case .round:
            Localized(
                zh: "1 到 32 个字符，不含空格和 /，如 2 或 2027-1",
                en: "1 to 32 characters without spaces and slashes, such as 2 or 2027-1")
        case .catalogues: Localized(zh: "文件代号，如 NH11 KM09；或 all", en: "ids of documents such as NH11 KM09; or all")
        case .sensitiveQuestions: Localized(zh: "题号，如 B06；或 none", en: "codes of questions such as B06; or none")
        case .cityName: Localized(zh: "1 到 50 个字符，或 none", en: "1 to 50 characters, or none")
        case .quotaMiB, .quotaChanges, .quotaRecords:
            Localized(
                zh: "\(quotaRange.lowerBound) 到 \(quotaRange.upperBound) 的整数",
                en: "a whole number from \(quotaRange.lowerBound) to \(quotaRange.upperBound)")
        }
    }
}

/// Why a name and a text are no setting.
public enum SettingFault: Error, Hashable, Sendable {
    /// No setting has this name.
    case unknown(String)
    /// The setting does not take this value.
    case invalid(SettingName, String)

    /// Stable; listed in `Protocol/json-output.md`.
    public var code: String {
        switch self {
        case .unknown: "setting_unknown"
        case .invalid: "setting_invalid"
        }
    }

    /// The names or values that would do.
    public var allowed: Localized {
        switch self {
        case .unknown:
            let names = SettingName.allCases.map(\.rawValue).joined(separator: ", ")
            return Localized(zh: names, en: names)
        case .invalid(let name, _): return name.allowed
        }
    }
}

extension SettingName {
    /// The setting with a name.
    ///
    /// - Parameter text: As a person typed it.
    /// - Returns: The setting.
    /// - Throws: ``SettingFault/unknown(_:)``.
    public static func named(_ text: String) throws(SettingFault) -> SettingName {
        guard let name = SettingName(rawValue: text) else { throw .unknown(text) }
        return name
    }
}
