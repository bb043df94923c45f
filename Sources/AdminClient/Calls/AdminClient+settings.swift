public import AdminProtocol
internal import Values

extension AdminClient {
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
            throw Failure(
                code: "setting_unknown", status: .data,
                message: Localized(zh: "没有设置项 \(name)。", en: "There is no setting \(name)."),
                hint: Localized(zh: "有这些设置项：\n  \(names)", en: "The settings are:\n  \(names)"))
        }
        do {
            return try await post(["settings", name], change, about: name)
        } catch let refused as RefusedRequest where refused.problem?.code == "setting_invalid" {
            throw Failure(
                code: "setting_invalid", status: .data,
                message: Localized(
                    zh: "设置项 \(name) 不接受“\(change.value)”；没有改动。",
                    en: "The setting \(name) does not take \"\(change.value)\"; nothing was changed."),
                hint: Localized(
                    zh: "可填：\(setting.allowed.zh)；填 default 恢复默认值。",
                    en: "It takes \(setting.allowed.en); `default` goes back to the default."))
        }
    }
}
