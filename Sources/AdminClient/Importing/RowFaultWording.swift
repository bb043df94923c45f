internal import AdminProtocol
internal import Values

/// What is wrong with a row, in words: the server's own, which are those of a device.
enum RowFaultWording {
    /// - Parameter fault: The server's.
    /// - Returns: What is wrong, without the place.
    static func text(_ fault: AdminProblem.RowFault) -> Localized {
        let english = String(fault.text.prefix(AdminLimits.detailCharactersMax))
        let chinese = fault.zh.map { String($0.prefix(AdminLimits.detailCharactersMax)) }
        return Localized(zh: chinese ?? "\(english)（\(fault.code)）", en: english)
    }
}
