internal import Values

extension Failure {
    /// Wrong usage, exit code 64, in both languages.
    ///
    /// - Parameters:
    ///   - message: What is wrong.
    ///   - command: The command as it is typed, for example `ruhu-admin user add`.
    /// - Returns: The failure.
    static func usage(_ message: Localized, command: String) -> Failure {
        Failure(
            code: "usage", status: .usage, message: message,
            hint: Localized(zh: "\(command) --help 说明用法。", en: "See \(command) --help."))
    }
}
