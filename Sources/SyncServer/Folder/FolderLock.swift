internal import Glibc

/// The right to be the one process that works on a server's folder. The kernel takes it back when the process ends,
/// however it ends (flock(2)).
final class FolderLock: Sendable {
    private let descriptor: Int32

    /// - Throws: ``ServerError/inUse(folder:)`` while another process has it.
    init(_ folder: ServerFolder) throws(ServerError) {
        let file = open(folder.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .folderUnusable(folder: folder.path, detail: ServerFolder.reason) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(file)
            if code == EWOULDBLOCK { throw .inUse(folder: folder.path) }
            throw .folderUnusable(folder: folder.path, detail: String(cString: strerror(code)))
        }
        descriptor = file
    }

    deinit { close(descriptor) }
}
