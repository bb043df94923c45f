internal import Values

/// The id of a conflict, or a beginning of it, as a person typed it.
enum TypedConflictID {
    /// - Throws: ``Failure`` `conflict_id_invalid` with exit code 65.
    static func read(_ text: String) throws(Failure) -> String {
        let digits = text.lowercased()
        guard (1...64).contains(digits.utf8.count), digits.utf8.allSatisfy(isDigit) else {
            throw Failure(
                code: "conflict_id_invalid", status: .data,
                message: Localized(
                    zh: "“\(text)”不是冲突编号。", en: "\"\(text)\" is not the id of a conflict."),
                hint: Localized(
                    zh: "ruhu-admin conflict list 列出所有冲突及其编号。", en: "ruhu-admin conflict list names them all."))
        }
        return digits
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
