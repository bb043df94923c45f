internal import GRDB
public import SyncProtocol

/// The single values that a store keeps.
public enum Setting: String, Sendable, CaseIterable {
    /// 16 bytes.
    case replica
    /// This store's own history, 16 bytes; a server restored from a backup takes a new one.
    case epoch
    /// By which a server knows the marks that it wrote, 32 bytes; there once it has served.
    case markKey
    /// How often the order of the feed was made anew, 8 bytes big-endian; cursors of another order mean the beginning.
    case feedOrder
    /// The latest stamp of the hybrid logical clock, 8 bytes big-endian.
    case clock
    /// What to add to the wall clock, milliseconds, as decimal text.
    case clockOffset
    /// Where the next pull begins, opaque.
    case cursor
    /// The upstream's history that acknowledgements and the cursor belong to.
    case upstreamEpoch
    /// The greatest mark of that history.
    case mark
    /// The rest is UTF-8 text.
    case serverURL, serverName, token, deviceID, device, login, userName, role, areas, lastSync, enrollment, caFile
    /// The code with which a new token was asked for under the present replica id, while no answer has arrived.
    case renewal
    /// The algorithm of the digests that the upstream is known to send with each reply; none while it has sent no digest.
    case upstreamDigests
    /// The own events of rectifications that do not apply and of which the person was told, separated by blanks.
    case toldLosses
    /// Where walks through inspections were left on this device: a line an inspection, its id and the code of an indicator.
    case lastIndicators = "walkPlaces"
    /// How the search texts are folded, a number of 8 bytes big-endian; nothing for the first way.
    case searchFolding
    /// What of the software's own schema and content a server has taken over: a version, and a digest.
    case builtInSchema, builtInContent
}

extension Database {
    /// - Throws: ``StoreError/damaged(record:detail:)`` when it is no value of this kind.
    func setting<Value: StoredBytes>(_ key: Setting) throws -> Value? {
        try statement("SELECT value FROM setting WHERE key = ?", key.rawValue).first {
            try $0.value(0, of: "setting \(key)")
        }
    }

    func setting(_ key: Setting) throws -> [UInt8]? { try (setting(key) as Blob?)?.bytes }

    func set(_ key: Setting, _ value: some StoredBytes) throws {
        try statement("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", key.rawValue, value).execute()
    }

    func set(_ key: Setting, _ text: String) throws { try set(key, Blob(Array(text.utf8))) }

    func text(_ key: Setting) throws -> String? {
        try setting(key).map { String(decoding: $0, as: UTF8.self) }
    }

    func remove(_ key: Setting) throws {
        try statement("DELETE FROM setting WHERE key = ?", key.rawValue).execute()
    }

    func number(_ key: Setting) throws -> UInt64? {
        guard let bytes: [UInt8] = try setting(key), bytes.count == 8 else { return nil }
        return bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    func set(_ key: Setting, number: UInt64) throws {
        try set(key, Blob((0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64($0))) }))
    }
}

extension StoreReader {
    /// A setting that holds text.
    public func text(_ key: Setting) throws -> String? { try db.text(key) }
}

extension ReplicaStore {
    /// A setting that holds text.
    public func text(_ key: Setting) throws -> String? { try read { db in try db.text(key) } }

    /// Stores several texts in one transaction; `nil` removes one.
    public func set(_ texts: [Setting: String?]) throws {
        try write { db in
            for (key, text) in texts {
                if let text { try db.set(key, text) } else { try db.remove(key) }
            }
        }
    }

    /// The id under which this store writes changes.
    public func replicaID() throws -> ReplicaID {
        try read { db in try db.ownReplica() }
    }

    /// The identity of this store's history.
    public func epoch() throws -> [UInt8] {
        try read { db in try db.setting(.epoch) ?? [] }
    }
}

extension Database {
    func ownReplica() throws -> ReplicaID {
        guard let id: ReplicaID = try setting(.replica) else {
            throw StoreError.damaged(record: "setting replica", detail: "the store has no replica id")
        }
        return id
    }
}
