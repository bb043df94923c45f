internal import Failures
internal import Glibc

/// A file that a person names, or standard input for `-`.
enum InputFile {
    /// More than any form or table holds.
    private static let bytesMax = 64 << 20
    private static let chunkBytes = 256 * 1024

    /// - Throws: ``Failure`` `file_unreadable` or `file_too_large`, both 65.
    static func read(_ path: String) throws -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path, code: errno) }
        defer { if path != "-" { close(descriptor) } }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: chunkBytes)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw unreadable(path, code: errno)
            }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= bytesMax else { throw tooLarge(path) }
        }
    }

    private static func unreadable(_ path: String, code: Int32) -> Failure {
        let reason = String(cString: strerror(code))
        return Failure(
            code: "file_unreadable", status: .data,
            message: Localized(zh: "无法读取文件 \(path)：\(reason)", en: "The file \(path) cannot be read: \(reason)"),
            hint: Localized(zh: "请检查路径和权限。", en: "Check the path and its permissions."))
    }

    private static func tooLarge(_ path: String) -> Failure {
        Failure(
            code: "file_too_large", status: .data,
            message: Localized(
                zh: "文件 \(path) 超过 \(bytesMax >> 20) MiB。", en: "The file \(path) is larger than \(bytesMax >> 20) MiB."
            ),
            hint: Localized(zh: "请分成几个文件。", en: "Split it."))
    }
}
