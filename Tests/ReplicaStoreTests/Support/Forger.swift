import CommunityModel
import SyncProtocol
import SyncWire
import Synchronization
import Testing
import Values

@testable import ReplicaStore

/// Writes changes as somebody does who has let in a device, knows the software and means ill.
struct Forger {
    var replica = ReplicaID(bytes: [UInt8](repeating: 0xEE, count: 16))
    var device = "tablet-9"

    func change(
        _ writes: [ChangeDraft.Write], sequence: UInt64 = 1, clock: UInt64 = 1_790_000_000_000_000,
        writtenAt: Int64 = 1_790_000_000_000, kind: ChangeHeader.Kind = .edit, author: String = "li"
    ) throws -> IncomingChange {
        let header = ChangeHeader(
            replica: try #require(replica), sequence: sequence, previousLink: nil, author: author, role: "enumerator",
            device: device, schemaVersion: 1, clock: ClockStamp(microseconds: clock), writtenAt: writtenAt, kind: kind,
            reason: "")
        let salt = [UInt8](repeating: UInt8(truncatingIfNeeded: sequence), count: 16)
        let (bytes, _) = try ChangeCodec.encode(writes, header: header) { salt }
        return try IncomingChange(bytes: bytes, isSuspect: false)
    }

    /// A write of one field of a new household.
    static func household(_ number: UInt8, _ name: String, _ value: Value) throws -> ChangeDraft.Write {
        ChangeDraft.Write(
            record: try key(number), key: FieldKey(try field(RecordTypes.household, name).number), value: value)
    }

    static func key(_ number: UInt8, _ type: TypeNumber = RecordTypes.household) throws -> RecordKey {
        RecordKey(id: try #require(RecordID(bytes: [UInt8](repeating: number, count: 16))), type: type)
    }

    static func field(_ type: TypeNumber, _ name: String) throws -> Field {
        try #require(Schema(document: BuiltInSchema.document)?.type(type)?.field(named: name))
    }

    /// So many dots of a change that nobody has.
    static func dots(_ count: Int, of change: UInt8 = 0xAA) throws -> [Dot] {
        let id = try #require(ChangeID(bytes: [UInt8](repeating: change, count: 32)))
        return (0..<count).map { Dot(change: id, operation: UInt32($0)) }
    }

    /// So many changes that nobody has.
    static func unknownChanges(_ count: Int) -> [Dot] {
        (0..<count).compactMap { number in
            ChangeID(bytes: Digest.of([UInt8(number >> 8), UInt8(number & 0xFF)]).bytes).map {
                Dot(change: $0, operation: 0)
            }
        }
    }
}

/// The statements that a store ran.
final class StatementLog: Sendable {
    private let statements = Mutex<[String]>([])

    func environment(of world: TestWorld) -> HostEnvironment {
        let environment = world.environment
        return HostEnvironment(
            wallMilliseconds: environment.wallMilliseconds, random: environment.random,
            lockTimeoutSeconds: environment.lockTimeoutSeconds,
            statementRan: { [self] sql in statements.withLock { $0.append(sql) } })
    }

    /// Runs something, and counts the statements it ran that begin with these words.
    func count<Result>(_ beginning: String, during work: () throws -> Result) rethrows -> (count: Int, result: Result) {
        statements.withLock { $0 = [] }
        let result = try work()
        return (statements.withLock { $0.count { $0.hasPrefix(beginning) } }, result)
    }
}
