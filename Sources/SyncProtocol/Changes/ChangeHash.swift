import Crypto

/// The hashes that give operations and changes their identity, always over the bytes as received.
///
/// Each hash starts with a word of its own, so that bytes made for one purpose never pass for another, and lengths
/// stand before what varies. Specification: section "Identity".
public enum ChangeHash {
    /// H(salt, value): what stays of a payload after its erasure.
    public static func payload(salt: [UInt8], value: [UInt8]) -> Digest {
        hash("ruhu-payload-1", [salt, value])
    }

    /// H(target, H(salt, value)): an operation. The target holds record, field and `over`.
    public static func operation(target: [UInt8], payload: Digest) -> Digest {
        hash("ruhu-operation-1", [target, payload.bytes])
    }

    /// H(prelude, operation hashes): the id of a change.
    public static func change(prelude: [UInt8], operations: [Digest]) -> ChangeID {
        var joined: [UInt8] = []
        joined.reserveCapacity(operations.count * 32)
        for operation in operations { operation.append(to: &joined) }
        return ChangeID(words: hash("ruhu-change-1", [prelude, joined]).words)
    }

    /// H(previous link, change id): the link that ties a replica's changes into a chain.
    public static func link(previous: Digest?, change: ChangeID) -> Digest {
        hash("ruhu-link-1", [previous?.bytes ?? [], change.bytes])
    }

    static func hash(_ purpose: StaticString, _ parts: [[UInt8]]) -> Digest {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(purpose.utf8CodeUnitCount + 1) { $0 + $1.count + 4 })
        purpose.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(0)
        for part in parts {
            bytes.append(bigEndian: UInt32(part.count))
            bytes.append(contentsOf: part)
        }
        return Digest.of(bytes)
    }
}

extension ChangeID {
    init(words: Bytes32) { self.words = words }
}

/// The identity of a conflict, the same on every replica: H(record, field).
public struct ConflictID: FixedBytes {
    /// 32 bytes, as all of its kind have.
    public static let byteCount = 32
    let words: Bytes32

    /// `nil` for any other number of bytes.
    public init?(bytes: UnsafeRawBufferPointer) {
        guard let words = Bytes32(bytes: bytes) else { return nil }
        self.words = words
    }

    /// The conflict over a field or cell of a record.
    public init(record: RecordKey, key: FieldKey) {
        var type: [UInt8] = []
        type.append(bigEndian: record.type.rawValue)
        var field: [UInt8] = []
        field.append(bigEndian: key.field.rawValue)
        words = ChangeHash.hash("ruhu-conflict-1", [record.id.bytes, type, field, key.cell]).words
    }

    /// Most significant first.
    public func forEachWord(_ body: (UInt64) -> Void) { words.forEachWord(body) }

    /// In the order of the bytes.
    public static func < (left: Self, right: Self) -> Bool { left.words < right.words }
}
