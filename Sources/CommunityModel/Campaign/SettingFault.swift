internal import SyncProtocol
public import Values

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
