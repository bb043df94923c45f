internal import AdminProtocol
internal import CommunityModel
internal import CommunityRecords
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// The administrator's requests about the settings of the campaign.
struct SettingEndpoints: Sendable {
    let stores: ServerStores

    func list(_: AdminRequest) async throws -> [SettingRecord] {
        try await stores.reading { store in try StatedSetting.all(in: store).map { SettingRecord($0) } }
    }

    func set(_ request: AdminRequest) async throws -> SettingRecord {
        let change = try await request.json(SettingChange.self)
        let name: SettingName
        let text: String?
        do {
            name = try SettingName.named(request.word)
            text = try Self.text(change.value, for: name)
        } catch {
            throw Refusal(
                error.code == "setting_unknown" ? .notFound : .badRequest, error.code,
                "\(request.word): \(error.allowed.en)")
        }
        let reason = change.reason.trimmed
        guard reason.count <= ServerLimits.reasonCharactersMax else {
            throw Refusal(
                .badRequest, "reason_required",
                "a reason has at most \(ServerLimits.reasonCharactersMax) characters")
        }
        let author = request.user.author
        return try await stores.editing { store in
            try Self.save(name, text, reason: reason, as: author, in: store)
            return SettingRecord(try StatedSetting(name, in: store))
        }
    }

    /// The value in its one writing; `nil` where the default is asked for.
    private static func text(_ typed: String, for name: SettingName) throws(SettingFault) -> String? {
        var settings = CampaignSettings()
        try settings.set(name, typed)
        return CampaignSettings.isDefaultWord(typed) ? nil : settings.text(of: name)
    }

    private static func save(
        _ name: SettingName, _ text: String?, reason: String, as author: Author, in store: ReplicaStore
    ) throws {
        try store.save(as: author, handsIn: false) { context in
            guard let type = context.schema.type(RecordTypes.setting), let nameField = type.field(named: "name"),
                let valueField = type.field(named: "value"), let deleted = type.field(.deleted)
            else { throw StoreError.damaged(record: "schema", detail: "the schema does not declare settings") }
            let key = name.recordKey
            let held = try context.view(of: key)
            var writes: [ChangeDraft.Write] = []
            if held?.value("name", of: type) != .text(name.rawValue) {
                writes.append(try context.write(key, nameField, .text(name.rawValue)))
            }
            writes.append(try context.write(key, valueField, text.map(Value.text) ?? .null))
            if let held, held.deletion != .live { writes.append(try context.write(key, deleted, .boolean(false))) }
            return [ChangeDraft(kind: .edit, reason: reason, writes: writes)]
        }
    }
}

extension SettingRecord {
    init(_ stated: StatedSetting) {
        self.init(
            name: stated.name.rawValue, value: stated.text, default: stated.defaultText, stated: stated.isStated,
            unreadable: stated.unreadable, disputed: stated.isDisputed,
            title: stated.name.title, allowed: stated.name.allowed)
    }
}
