internal import Glibc

/// The file that is written beside the one that is wanted, and takes its name when it is whole.
public struct PartFile: Sendable {
    /// The name that it has until it takes the other's place.
    public let path: String
    /// The folder in which both lie.
    public let folder: String

    /// Makes an empty file that only its owner can read (mkstemp(3), 0600), under a name that nothing else has.
    ///
    /// - Throws: ``WholeFile/Fault`` where nothing can be written, or where a store or something else than a file is.
    public init(beside path: String) throws(WholeFile.Fault) {
        // A device or a pipe would be replaced by a file of its name.
        if WholeFile.isOther(path) { throw .notAFile }
        if WholeFile.isStore(path) { throw .store }
        let slash = path.unicodeScalars.lastIndex(of: "/")
        folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        var template = Array((path + ".XXXXXX").utf8CString)
        let descriptor = template.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkstemp($0) } ?? -1 }
        guard descriptor >= 0 else { throw .system(errno) }
        close(descriptor)
        self.path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    }

    /// Writes all that the file is to hold.
    ///
    /// - Throws: ``WholeFile/Fault``.
    func write(_ bytes: [UInt8]) throws(WholeFile.Fault) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno) }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .system(errno) }
            written += count
        }
    }

    /// Puts the file, which is on the disk then, in the place of the wanted one.
    ///
    /// - Throws: ``WholeFile/Fault``.
    public func replace(_ wanted: String) throws(WholeFile.Fault) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno) }
        let isWritten = fsync(descriptor) == 0
        let code = errno
        close(descriptor)
        guard isWritten else { throw .system(code) }
        guard rename(path, wanted) == 0 else { throw .system(errno) }
    }

    /// Takes the file away, if it is still there.
    public func remove() { unlink(path) }
}
