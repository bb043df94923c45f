internal import Glibc
public import SyncProtocol

/// The right to work on a draft while no other program does. The kernel takes it back when the program ends, however it
/// ends.
///
/// One file beside the store stands for all drafts: each holds a byte of it, by an open file description lock (fcntl(2),
/// "Open file description locks").
public final class DraftHold: Sendable {
    private let descriptor: Int32

    /// - Throws: ``StoreError/notWritable(path:)``.
    fileprivate init?(_ id: RecordID, path: String) throws(StoreError) {
        let name = path + ".drafts"
        descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreError.unwritable(path: name) }
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = Self.byte(of: id)
        lock.l_len = 1
        guard fcntl(descriptor, Self.setLock, &lock) != 0 else { return }
        // A file system without locks holds nobody up: no program writes over what another kept in any case.
        if errno == EAGAIN || errno == EACCES { return nil }
    }

    deinit { close(descriptor) }

    /// The byte of a draft: the random end of its id, within what a file may be long.
    private static func byte(of id: RecordID) -> off_t {
        off_t(id.bytes.suffix(7).reduce(0) { $0 << 8 | Int64($1) })
    }

    /// `F_OFD_SETLK` of fcntl.h, which is there for GNU sources only.
    private static let setLock: Int32 = 37
}

extension ReplicaStore {
    /// Takes the right to work on a draft.
    ///
    /// - Parameter id: The draft, which need not be there.
    /// - Returns: The right, which ends with the object; `nil` while somebody else has it.
    /// - Throws: ``StoreError/notWritable(path:)``.
    public func hold(draft id: RecordID) throws -> DraftHold? {
        try DraftHold(id, path: path)
    }
}
