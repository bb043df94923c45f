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
