public import AdminProtocol
public import Values

extension AdminClient {
    /// Whom the token belongs to.
    public func whoami() async throws -> Identity { try await get(["whoami"]) }

    /// - Returns: The user as the server keeps it.
    /// - Throws: ``RefusedRequest`` with `user_exists`, or with what is wrong with the user.
    public func add(_ user: UserRecord) async throws -> UserRecord {
        try await post(["users"], user, about: user.login)
    }

    /// All users, by login.
    public func users() async throws -> [UserRecord] { try await get(["users"]) }

    /// Shuts a user out, with all their devices. Doing it twice changes nothing.
    public func disable(user login: String) async throws -> UserRecord {
        try await post(["users", login, "disable"], about: login)
    }

    /// Lets a user in again, with all their devices that are not revoked. Doing it twice changes nothing.
    public func enable(user login: String) async throws -> UserRecord {
        try await post(["users", login, "enable"], about: login)
    }

    /// All tokens of administration, in the order in which they were made.
    public func tokens() async throws -> [TokenRecord] { try await get(["tokens"]) }

    /// Makes a token of administration.
    ///
    /// - Returns: The token, which is told this once.
    /// - Throws: ``RefusedRequest`` with `user_unknown`, `user_disabled`, `role_without_token` or `role_denied`.
    public func issue(_ order: TokenOrder) async throws -> IssuedToken {
        try await post(["tokens"], order, about: order.user)
    }

    /// Takes a token of administration away.
    ///
    /// - Parameter word: The beginning of its id.
    /// - Returns: The token as it was.
    /// - Throws: ``RefusedRequest`` with `admin_token_unknown`, `admin_token_ambiguous` or `last_administrator`.
    public func revoke(token word: String) async throws -> TokenRecord {
        try await post(["tokens", word, "revoke"], about: word)
    }

    /// Makes a one-time code with which a device is enrolled.
    public func enroll(_ order: EnrollmentOrder) async throws -> EnrollmentCode {
        try await post(["devices", "enroll"], order, about: order.user)
    }

    /// All devices, in the order in which they were enrolled.
    public func devices() async throws -> [DeviceRecord] { try await get(["devices"]) }

    /// Shuts a device out. Doing it twice changes nothing.
    ///
    /// - Parameter word: The device's name, or the beginning of its id.
    /// - Returns: The device as it is now.
    /// - Throws: ``RefusedRequest`` with `device_unknown` or `device_ambiguous`.
    public func revoke(device word: String) async throws -> DeviceRecord {
        try await post(["devices", word, "revoke"], about: word)
    }

    /// Lets a device that was revoked in again, with the token that it has. Doing it twice changes nothing.
    ///
    /// - Parameter word: The device's name, or the beginning of its id.
    /// - Returns: The device as it is now.
    /// - Throws: ``RefusedRequest`` with `device_unknown` or `device_ambiguous`.
    public func restore(device word: String) async throws -> DeviceRecord {
        try await post(["devices", word, "restore"], about: word)
    }

    /// The areas whose codes begin with a prefix, by code; all when it is empty.
    public func areas(under prefix: String = "") async throws -> [AreaRow] {
        try await get(["areas"], query: prefix.isEmpty ? [] : [("under", prefix)], about: prefix)
    }

    /// The open conflicts of records in areas whose codes begin with a prefix; all when it is empty.
    public func conflicts(area prefix: String = "") async throws -> Titled<[ConflictRecord]> {
        try await get(["conflicts"], query: prefix.isEmpty ? [] : [("area", prefix)], about: prefix)
    }

    /// An open conflict.
    ///
    /// - Parameter id: An id, or a beginning of it that no other conflict shares.
    /// - Returns: The conflict with its values in the order people count them.
    /// - Throws: ``RefusedRequest`` with `conflict_unknown` or `conflict_ambiguous`.
    public func conflict(_ id: String) async throws -> Titled<ConflictRecord> {
        try await get(["conflicts", id], about: id)
    }

    /// Decides a conflict.
    ///
    /// - Parameters:
    ///   - id: The whole id.
    ///   - resolution: The version that was shown, the decision and its reason.
    /// - Throws: ``RefusedRequest`` with `conflict_changed`, `conflict_unknown` or `value_invalid`.
    public func resolve(conflict id: String, _ resolution: ConflictResolution) async throws {
        let _: JSONValue = try await post(["conflicts", id, "resolve"], resolution, about: id)
    }

    /// A report over the server's records.
    ///
    /// - Parameters:
    ///   - name: Name of the report.
    ///   - settings: What it is restricted to, by the names of the query.
    /// - Returns: The report.
    /// - Throws: ``RefusedRequest`` with `report_unknown`, `report_by_unknown` or `standard_unknown`.
    public func report(_ name: String, settings: [(String, String)]) async throws -> Report {
        try await get(["reports", name], query: settings, about: name)
    }

    /// All settings of the campaign.
    public func settings() async throws -> [SettingRecord] { try await get(["settings"]) }

    /// States a setting.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - change: The value as typed, and why.
    /// - Returns: The setting as it is now.
    /// - Throws: ``Failure`` `setting_unknown` or `setting_invalid` (65), which say what is allowed; ``RefusedRequest``.
    public func set(setting name: String, _ change: SettingChange) async throws -> SettingRecord {
        let known = try await settings()
        guard let setting = known.first(where: { $0.name == name }) else {
            let names = known.map(\.name).joined(separator: "\n  ")
            throw Failure(fault: "setting_unknown", ["name": "\(name)", "names": "\(names)"])
        }
        do {
            return try await post(["settings", name], change, about: name)
        } catch let refused as RefusedRequest where refused.problem?.code == "setting_invalid" {
            throw Failure(
                fault: "setting_invalid", ["name": "\(name)", "value": "\(change.value)"],
                bilingual: ["allowed": setting.allowed])
        }
    }

    /// All record types of the schema in force, in its order.
    public func types() async throws -> [TypeRecord] { try await get(["types"]) }

    /// A record type with its declaration.
    ///
    /// - Parameter name: Its name, or its number.
    /// - Returns: The type.
    /// - Throws: ``RefusedRequest`` with `type_unknown`.
    public func type(_ name: String) async throws -> TypeContent { try await get(["types", name], about: name) }

    /// Adds record types, or fields and choices, to the schema. Doing it twice changes nothing.
    ///
    /// - Parameters:
    ///   - file: JSON with one type or a list of them.
    ///   - isTrial: Whether the server only looks at it.
    /// - Returns: What became of the types.
    /// - Throws: ``RefusedRequest`` with `types_invalid`, which names every fault.
    public func importTypes(_ file: DocumentFile, isTrial: Bool) async throws -> TypeImportResult {
        try await post(
            ["types"], query: isTrial ? [("dryRun", "true")] : [], file: file, type: "application/json")
    }

    /// All published versions of standards, by id and version.
    public func standards() async throws -> [StandardRecord] { try await get(["standards"]) }

    /// A published version with its content.
    ///
    /// - Parameters:
    ///   - id: The standard's id, or a beginning of it that no other has.
    ///   - version: `nil` for the newest.
    /// - Returns: The version.
    /// - Throws: ``RefusedRequest`` with `standard_unknown` or `standard_ambiguous`.
    public func standard(_ id: String, version: Int?) async throws -> StandardContent {
        try await get(["standards", id], query: version.map { [("version", String($0))] } ?? [], about: id)
    }

    /// Publishes a version of a standard. Doing it twice changes nothing.
    ///
    /// - Parameters:
    ///   - file: YAML or JSON.
    ///   - isTrial: Whether the server only looks at it.
    /// - Returns: What became of it.
    /// - Throws: ``RefusedRequest`` with `standard_invalid`, `version_published` or `version_older`, which names every
    ///   fault.
    public func publishStandard(_ file: DocumentFile, isTrial: Bool) async throws -> StandardImportResult {
        let query = [("name", file.name)] + (isTrial ? [("dryRun", "true")] : [])
        return try await post(["standards"], query: query, file: file, type: "application/yaml")
    }

    /// All published versions of forms, by id and version.
    public func forms() async throws -> [FormRecord] { try await get(["forms"]) }

    /// A published version with its content.
    ///
    /// - Parameters:
    ///   - id: The form's id, or a beginning of it that no other has.
    ///   - version: `nil` for the newest.
    /// - Returns: The version.
    /// - Throws: ``RefusedRequest`` with `form_unknown` or `form_ambiguous`.
    public func form(_ id: String, version: String?) async throws -> PublishedFormContent {
        let query = [("id", id)] + (version.map { [("version", $0)] } ?? [])
        return try await get(["forms", "content"], query: query, about: id)
    }

    /// Publishes a version of a form. Doing it twice changes nothing. Files that the form names are looked for beside
    /// it.
    ///
    /// - Parameters:
    ///   - files: The XForm and what belongs to it.
    ///   - isTrial: Whether the server only looks at it.
    /// - Returns: What became of it.
    /// - Throws: ``RefusedRequest`` with `form_invalid`, `version_published` or `version_older`, which names every fault.
    public func publishForm(_ files: FormFiles, isTrial: Bool) async throws -> FormImportResult {
        var files = files
        while true {
            do {
                return try await post(["forms"], files.request(isTrial: isTrial), about: files.form.path)
            } catch let refused as RefusedRequest {
                // Which files a form names is for its reader to say: the server tells what it lacks.
                let missing = refused.problem?.faults?.filter { $0.code == "form_resource" }.map(\.path) ?? []
                guard files.find(missing) else { throw refused }
            }
        }
    }
}
