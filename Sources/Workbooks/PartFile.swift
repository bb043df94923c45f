internal import Glibc

/// The file that is written beside the one that is wanted, and takes its name when it is whole.
struct PartFile {
    let path: String
    let folder: String

    /// - Throws: ``WorkbookFault`` where nothing can be written.
    init(beside path: String) throws(WorkbookFault) {
        let slash = path.unicodeScalars.lastIndex(of: "/")
        folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        var template = Array((path + ".XXXXXX").utf8CString)
        let descriptor = template.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkstemp($0) } ?? -1 }
        guard descriptor >= 0 else { throw WorkbookFault(reason: Self.reason) }
        self.path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        // What umask(2) gives a file that a program makes: mkstemp(3) gives nobody else anything.
        let mask = umask(0)
        umask(mask)
        fchmod(descriptor, 0o666 & ~mask)
        close(descriptor)
    }

    /// Puts the file, which is on the disk then, in the place of the wanted one.
    ///
    /// - Throws: ``WorkbookFault``.
    func replace(_ wanted: String) throws(WorkbookFault) {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw WorkbookFault(reason: Self.reason) }
        let isWritten = fsync(descriptor) == 0
        close(descriptor)
        guard isWritten, rename(path, wanted) == 0 else { throw WorkbookFault(reason: Self.reason) }
    }

    func remove() { unlink(path) }

    static var reason: String { String(cString: strerror(errno)) }
}
