internal import Failures
internal import Glibc

/// Reads whole files of bounded size.
enum FileReading {
    enum Fault: Error, Hashable {
        case missing
        case tooLarge
        /// A number of errno(3).
        case system(Int32)
    }

    /// - Parameters:
    ///   - path: A file or a pipe.
    ///   - limit: Most bytes.
    /// - Returns: All that it holds.
    /// - Throws: ``Fault``.
    static func bytes(of path: String, limit: Int) throws(Fault) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw errno == ENOENT || errno == ENOTDIR ? .missing : .system(errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(errno) }
            guard count > 0 else { return bytes }
            bytes += piece[..<count]
            guard bytes.count <= limit else { throw .tooLarge }
        }
    }
}

extension FileReading {
    /// The whole of a file that a person named.
    ///
    /// - Parameters:
    ///   - path: A file or a pipe.
    ///   - limit: Most bytes.
    ///   - advice: What to do with a file that is larger.
    /// - Returns: All that it holds.
    /// - Throws: ``Failure`` `file_unreadable` (65).
    static func contents(of path: String, limit: Int, advice: Localized) throws(Failure) -> [UInt8] {
        do {
            return try bytes(of: path, limit: limit)
        } catch {
            var hint: Localized? = Localized(zh: "请检查路径和权限。", en: "Check the path and its permissions.")
            let reason: Localized
            switch error {
            case .missing: reason = Localized(zh: "文件不存在", en: "there is no such file")
            case .tooLarge:
                // The advice says what to do.
                hint = nil
                reason = Localized(
                    zh: "超过 \(limit >> 20) MiB，\(advice.zh)", en: "more than \(limit >> 20) MiB; \(advice.en)")
            case .system(let code):
                reason = Localized(zh: String(cString: strerror(code)), en: String(cString: strerror(code)))
            }
            throw Failure(
                code: "file_unreadable", status: .data,
                message: Localized(zh: "无法读取 \(path)：\(reason.zh)。", en: "\(path) cannot be read: \(reason.en)."),
                hint: hint)
        }
    }
}
