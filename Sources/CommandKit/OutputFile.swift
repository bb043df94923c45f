public import Failures
internal import Glibc

/// A file that a command writes.
public enum OutputFile {
    /// Writes a file whole or not at all: what was there before stays until the new text is complete.
    ///
    /// - Parameters:
    ///   - text: All that the file is to hold.
    ///   - path: Where it goes.
    /// - Throws: ``Failure`` `file_unwritable` (65).
    public static func write(_ text: String, to path: String) throws(Failure) {
        let temporary = path + ".part"
        guard let file = fopen(temporary, "w") else { throw unwritable(path) }
        let bytes = Array(text.utf8)
        let written = fwrite(bytes, 1, bytes.count, file)
        let isClosed = fclose(file) == 0
        guard written == bytes.count, isClosed, rename(temporary, path) == 0 else {
            let failure = unwritable(path)
            unlink(temporary)
            throw failure
        }
    }

    private static func unwritable(_ path: String) -> Failure {
        let reason = String(cString: strerror(errno))
        return Failure(
            code: "file_unwritable", status: .data,
            message: Localized(zh: "无法写入 \(path)：\(reason)。", en: "Cannot write \(path): \(reason)."),
            hint: Localized(zh: "请换一个能写的位置。", en: "Name a place that can be written."))
    }
}
