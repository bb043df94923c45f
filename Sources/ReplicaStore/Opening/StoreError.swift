package import GRDB
internal import Glibc
internal import SyncProtocol
public import Values

/// Why a store could not do what was asked. Whatever it was, the store is as it was before.
public enum StoreError: Error, Sendable, Hashable {
    /// Nothing is at the path.
    case missing(path: String)
    /// A store was at the path, and is not any more: its disk was taken out, also while the program works on it.
    case gone(path: String)
    /// Something is at the path already.
    case exists(path: String)
    /// The file is not a store of this software.
    case notAStore(path: String, detail: String)
    /// The file is a store, or was one, and is damaged: not this or that record, but what SQLite reads them from.
    case corrupt(path: String, detail: String)
    /// A newer version of the software wrote the store.
    case newerVersion(path: String)
    /// Another process holds the store longer than this one may wait.
    case locked(path: String)
    /// The disk is full, or a write failed for want of space.
    case full(path: String)
    /// The file or its folder may not be written.
    case notWritable(path: String)
    /// Anything else SQLite reports, with its result code.
    case sqlite(code: Int32, detail: String)
    /// A stored record or change is damaged.
    case damaged(record: String, detail: String)
    /// A change that the rules do not allow, for example one beyond the limits.
    case invalidChange(code: String)
    /// The conflict is not open any more, or has changed since it was shown.
    case conflictChanged(id: String)
    /// A record that others lie under may not be deleted.
    case hasChildren(record: String, count: Int)
    /// The field held contact data and takes none any more: the record is deleted, or in the state that empties the field.
    case cleared(record: String, field: String)
    /// There is no draft under the id any more: it was discarded, or became what is saved.
    case draftGone(id: String)
    /// Another program has kept the draft since it was read.
    case draftChanged(id: String)

    /// A file that cannot be read as a store: damaged when it bears the mark of one or lies beside the identity of one,
    /// else something that never was a store.
    static func unreadable(path: String, detail: String) -> StoreError {
        StoreMigrations.isMarked(path: path) || StoreIdentity.isThere(for: path)
            ? .corrupt(path: path, detail: detail) : .notAStore(path: path, detail: detail)
    }

    /// A file or folder at a path that cannot be made or written: for want of space, or of the right to.
    public static func unwritable(path: String) -> StoreError {
        isDiskFull(at: path) ? .full(path: path) : .notWritable(path: path)
    }

    /// Whether the file system that a file lies on, or would lie on, has no block or no inode left (statvfs(3)).
    private static func isDiskFull(at path: String) -> Bool {
        var status = statvfs()
        var place = path[...]
        while statvfs(place.isEmpty ? "." : String(place), &status) != 0 {
            guard let slash = place.lastIndex(of: "/"), slash > place.startIndex else { return false }
            place = place[..<slash]
        }
        return status.f_bavail == 0 || status.f_files > 0 && status.f_favail == 0
    }

    package init(_ error: DatabaseError, path: String) {
        self.init(error, path: path, isDiskFull: Self.isDiskFull(at:)) { access($0, F_OK) == 0 }
    }

    /// `isDiskFull` says whether nothing more can be written where a path lies, `isThere` whether something lies there.
    init(_ error: DatabaseError, path: String, isDiskFull: (String) -> Bool, isThere: (String) -> Bool) {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
        case .SQLITE_FULL: self = .full(path: path)
        // SQLite says of a journal that a full disk has no room for that it cannot be opened, or that it is ill.
        case .SQLITE_CANTOPEN where isDiskFull(path), .SQLITE_IOERR where isDiskFull(path): self = .full(path: path)
        case .SQLITE_CANTOPEN where !isThere(path), .SQLITE_IOERR where !isThere(path),
            .SQLITE_READONLY where !isThere(path):
            self = .gone(path: path)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: self = .notWritable(path: path)
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: self = .unreadable(path: path, detail: error.message ?? "")
        case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_WRITE: self = .full(path: path)
        default: self = .sqlite(code: error.extendedResultCode.rawValue, detail: error.message ?? "")
        }
    }

    /// Tells what goes wrong with the file at a path in the words of a store.
    package static func translating<Result>(path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        } catch is RowDecodingError {
            throw StoreError.damaged(record: "?", detail: "a column holds what does not fit")
        }
    }
}

extension StoreError {
    /// What a program says of the error.
    public func failure(for program: ProgramName) -> Failure {
        let (fault, words): (String, [String: String]) =
            switch self {
            case .missing(let path): ("store_missing", ["path": path])
            case .gone(let path): ("store_gone", ["path": path])
            case .exists(let path): ("store_exists", ["path": path])
            case .notAStore(let path, let detail): ("store_not_a_store", ["path": path, "detail": detail])
            case .corrupt(let path, let detail): ("store_corrupt", ["path": path, "detail": detail])
            case .newerVersion(let path): ("store_newer", ["path": path])
            case .locked(let path): ("store_locked", ["path": path])
            case .full(let path): ("store_full", ["path": path])
            case .notWritable(let path): ("store_not_writable", ["path": path])
            case .sqlite(let code, let detail): ("store_failed", ["code": String(code), "detail": detail])
            case .damaged(let record, let detail): ("store_damaged", ["record": record, "detail": detail])
            case .invalidChange(let code): (Self.isTooMuch(code) ? "change_too_much" : "change_invalid", ["code": code])
            case .conflictChanged(let id): ("conflict_changed", ["id": String(id.prefix(12))])
            case .hasChildren(let record, let count): ("has_children", ["record": record, "count": String(count)])
            case .cleared(let record, let field): ("field_cleared", ["record": record, "field": field])
            case .draftGone(let id): ("draft_gone", ["id": id])
            case .draftChanged(let id): ("draft_changed", ["id": id])
            }
        var code: String?
        if case .invalidChange(let rule) = self { code = rule }
        return Failure(fault: fault, for: program, code: code, words)
    }

    private static func isTooMuch(_ code: String) -> Bool {
        code == ChangeFault.tooLarge.rawValue || code == ChangeFault.tooMany.rawValue
    }
}
