internal import FoundationEssentials
internal import GRDB
internal import Glibc
internal import SyncProtocol
internal import Values

/// The small file beside a store that tells whether the store is still where and what it was.
///
/// A store that was copied to another machine, or replaced by an older copy of itself, would number new changes like
/// ones it has already handed out. The file names the machine, the inode, the last sequence number, the replica that it
/// is of and a position up to which the store held changes; when they do not fit, the store takes a new replica id before
/// its next write, and a server a new epoch before it serves. Specification: section "Identity of a replica".
struct StoreIdentity: Equatable {
    let machine: String
    let inode: UInt64
    let sequence: UInt64
    /// What versions before did not write: the replica's id as digits, and the position.
    var replica: String?
    var position: Int64?

    /// What the file should say for a store that has written up to `sequence`, and held changes up to `position` before.
    static func current(path: String, sequence: UInt64, replica: ReplicaID, position: Int64) -> StoreIdentity {
        let machine =
            ["/etc/machine-id", "/proc/sys/kernel/hostname"].lazy
            .compactMap { try? String(contentsOfFile: $0, encoding: .utf8) }
            .map { String($0.filter { !$0.isWhitespace }) }.first { !$0.isEmpty } ?? "unknown"
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        let inode = (attributes?[.systemFileNumber] as? UInt64) ?? 0
        return StoreIdentity(
            machine: machine, inode: inode, sequence: sequence, replica: replica.hex, position: position)
    }

    static func file(for path: String) -> String { path + ".identity" }

    /// Whether a store at a path has written changes, so that its identity lies beside it.
    static func isThere(for path: String) -> Bool { FileManager.default.fileExists(atPath: file(for: path)) }

    static func read(path: String) -> StoreIdentity? {
        guard let text = try? String(contentsOfFile: file(for: path), encoding: .utf8) else { return nil }
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count >= 3, let inode = UInt64(words[1]), let sequence = UInt64(words[2]) else { return nil }
        var identity = StoreIdentity(machine: String(words[0]), inode: inode, sequence: sequence)
        if words.count >= 5 { (identity.replica, identity.position) = (String(words[3]), Int64(words[4])) }
        return identity
    }

    /// Written before the commit, so that after a power loss it is never behind a number that left the machine.
    func write(path: String) throws {
        let file = Self.file(for: path)
        let text = "\(machine) \(inode) \(sequence) \(replica ?? "-") \(position ?? 0)\n"
        do throws(WholeFile.Fault) {
            try WholeFile.write(Array(text.utf8), to: file)
        } catch {
            throw error.isDiskFull ? StoreError.full(path: file) : .unwritable(path: file)
        }
    }

    /// Whether what was noted can be of a store that is in this state now.
    func fits(_ now: StoreIdentity) -> Bool {
        machine == now.machine && inode == now.inode && sequence <= now.sequence
            && replica ?? now.replica == now.replica
            && position ?? 0 <= now.position ?? 0
    }
}

extension Database {
    /// The highest sequence number held of a replica.
    func head(of replica: ReplicaID) throws -> UInt64 {
        UInt64(clamping: try Int64.fetchOne(statement("SELECT head FROM replica WHERE id = ?", replica)) ?? 0)
    }

    /// What this store wrote under the replica id that it has now.
    func ownChain() throws -> OwnChain {
        let id = try ownReplica()
        let sql = "SELECT sequence, link FROM own_replica WHERE id = ?"
        return try statement(sql, id).first { row in
            OwnChain(
                replica: id, sequence: UInt64(clamping: try row.value(0, of: "own_replica") as Int64),
                link: try row.value(1, of: "own_replica"))
        } ?? OwnChain(replica: id, sequence: 0, link: nil)
    }

    func set(_ chain: OwnChain) throws {
        let sql = "INSERT OR REPLACE INTO own_replica (id, sequence, link) VALUES (?, ?, ?)"
        try statement(sql, chain.replica, Int64(clamping: chain.sequence), chain.link).execute()
    }

    /// Whether somebody else has written under a replica id of this store, or its numbers are used up.
    func isDisturbed(_ chain: OwnChain) throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM replica WHERE id = ? AND (head > ? OR forked))"
        return try chain.sequence >= Limits.sequenceMax
            || Bool.fetchOne(statement(sql, chain.replica, Int64(clamping: chain.sequence))) ?? false
    }

    /// What the identity file of the store at a path should say now.
    func identity(at path: String) throws -> StoreIdentity {
        let chain = try ownChain()
        return StoreIdentity.current(
            path: path, sequence: chain.sequence, replica: chain.replica, position: try newestPosition())
    }

    /// Takes a new replica id; changes written from now on are numbered from 1 again.
    func rotateReplica(using random: AnyRandomSource) throws {
        var generator = random
        try set(.replica, ReplicaID(using: &generator))
    }
}

/// What a store itself wrote under one of its replica ids.
struct OwnChain {
    let replica: ReplicaID
    /// The number of its last change; 0 before the first.
    var sequence: UInt64
    /// The link of that change.
    var link: Digest?
}

extension ReplicaStore {
    /// Takes a new replica id, because this one was found in use elsewhere.
    public func rotateReplica() throws {
        try write { db in
            try db.rotateReplica(using: environment.random)
            try db.identity(at: path).write(path: path)
        }
    }
}
