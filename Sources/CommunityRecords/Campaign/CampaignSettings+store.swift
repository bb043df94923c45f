public import CommunityModel
public import ReplicaStore
internal import SyncProtocol

/// A setting as the records of a store state it.
public struct StatedSetting: Sendable, Hashable {
    /// Which setting.
    public let name: SettingName
    /// The value in force, in its one writing.
    public let text: String
    /// What would be in force if no record stated anything.
    public let defaultText: String
    /// Whether a record states a value, be it that of the default.
    public let isStated: Bool
    /// What a record states that cannot be read, so that the default is in force.
    public let unreadable: String?
    /// Whether people disagree about it; one of their values is in force meanwhile.
    public let isDisputed: Bool
}

extension StatedSetting {
    /// All settings as a store has them, in the order of their names' declaration.
    ///
    /// - Parameter replica: The records.
    /// - Returns: One for each setting that this version of the software knows.
    /// - Throws: `StoreError`.
    public static func all(in replica: ReplicaStore) throws -> [StatedSetting] {
        try SettingName.allCases.map { try StatedSetting($0, in: replica) }
    }

    /// One setting as a store has it.
    ///
    /// - Parameters:
    ///   - name: The setting.
    ///   - replica: The records.
    /// - Throws: `StoreError`.
    public init(_ name: SettingName, in replica: ReplicaStore) throws {
        // Only the record whose id follows from the name counts: any other is somebody's mistake.
        let type = try replica.schema().type(RecordTypes.setting)
        self.init(name, record: type == nil ? nil : try replica.record(name.recordKey)?.view, type: type)
    }

    private init(_ name: SettingName, record: RecordView?, type: RecordType?) {
        self.name = name
        var settings = CampaignSettings()
        defaultText = settings.text(of: name)
        var stated: String?
        var disputed = false
        if let record, let type, let field = type.field(named: "value"), record.deletion == .live {
            if case .text(let text)? = record.value("value", of: type), !text.isEmpty { stated = text }
            if case .conflict? = record.outcome(of: field.number) { disputed = true }
        }
        isStated = stated != nil
        isDisputed = disputed
        var failed = false
        do {
            try settings.set(name, stated ?? "")
        } catch {
            failed = true
        }
        unreadable = failed ? stated : nil
        text = settings.text(of: name)
    }
}

extension CampaignSettings {
    /// The settings in force. What no record states, or states so that it cannot be read, is as by default;
    /// ``StatedSetting/all(in:)`` tells which.
    ///
    /// - Parameters:
    ///   - names: Those that are needed; the others are as by default.
    ///   - replica: The records.
    /// - Returns: The settings.
    /// - Throws: `StoreError`.
    public static func read(
        _ names: [SettingName] = SettingName.allCases, from replica: ReplicaStore
    ) throws -> CampaignSettings {
        var settings = CampaignSettings()
        for stated in try names.map({ try StatedSetting($0, in: replica) }) where stated.isStated {
            // The text is the one writing of a value that has been read.
            try? settings.set(stated.name, stated.text)
        }
        return settings
    }
}
