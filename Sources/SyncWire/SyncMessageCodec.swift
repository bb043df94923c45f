internal import FoundationEssentials
public import SyncProtocol
internal import SwiftProtobuf

/// Why a body is not the message it should be.
public struct MessageFault: Error, Hashable, Sendable {
    /// English, for logs.
    public let text: String
}

/// The messages of a sync session as bytes.
///
/// ```swift
/// let reply = try SyncMessageCodec.decodeReply(body)
/// for case .change(let bytes, _) in reply.entries { try store.take(bytes) }
/// ```
public enum SyncMessageCodec {
    /// The protobuf message `SyncRequest`.
    public static func encode(_ request: SyncRequest) throws(MessageFault) -> [UInt8] {
        var wire = WireSyncRequest()
        wire.protocol = WireProtocolRange(request.range)
        wire.schemaVersion = request.schemaVersion
        wire.replica = .init(request.replica.bytes)
        wire.head = request.head
        wire.cursor = .init(request.cursor)
        wire.wallClock = request.wallMilliseconds
        wire.logicalClock = request.logicalClock.microseconds
        wire.changes = request.changes.map { .init($0) }
        wire.pageBytesMax = request.pageBytesMax
        wire.mark = .init(request.mark)
        return try serialized(wire)
    }

    /// - Throws: ``MessageFault`` for bytes that are no such message, or one without a replica.
    public static func decodeRequest(_ bytes: [UInt8]) throws(MessageFault) -> SyncRequest {
        let wire = try parsed(WireSyncRequest.self, bytes)
        guard let replica = ReplicaID(bytes: wire.replica) else { throw MessageFault(text: "replica is not 16 bytes") }
        return SyncRequest(
            range: wire.protocol.range, schemaVersion: wire.schemaVersion, replica: replica, head: wire.head,
            cursor: [UInt8](wire.cursor), wallMilliseconds: wire.wallClock,
            logicalClock: ClockStamp(microseconds: wire.logicalClock), changes: wire.changes.map { [UInt8]($0) },
            pageBytesMax: wire.pageBytesMax, mark: [UInt8](wire.mark))
    }

    /// The protobuf message `SyncReply`.
    public static func encode(_ reply: SyncReply) throws(MessageFault) -> [UInt8] {
        var wire = WireSyncReply()
        wire.protocol = reply.version
        wire.epoch = .init(reply.epoch)
        wire.states = reply.states.map { state in
            var push = WirePushState()
            push.outcome = WirePushOutcome(rawValue: Int(state.outcome.rawValue)) ?? .unspecified
            push.code = state.code
            push.text = state.text
            push.suspect = state.isSuspect
            return push
        }
        wire.entries = reply.entries.map { entry in
            var row = WireFeedEntry()
            switch entry {
            case .change(let bytes, let isSuspect):
                row.change = .init(bytes)
                row.suspect = isSuspect
            case .own(let id, let sequence, let isSuspect):
                row.own = .init(id.bytes)
                row.ownSequence = sequence
                row.suspect = isSuspect
            }
            return row
        }
        wire.cursor = .init(reply.cursor)
        wire.more = reply.hasMore
        wire.remaining = reply.remaining
        wire.schemaVersion = reply.schemaVersion
        wire.schema = .init(reply.schema)
        wire.wallClock = reply.wallMilliseconds
        wire.clockSuspect = reply.isClockSuspect
        wire.knownSequence = reply.knownSequence
        wire.areas = reply.areas
        wire.mark = .init(reply.mark)
        return try serialized(wire)
    }

    /// - Throws: ``MessageFault`` for bytes that are no such message, and for outcomes and ids that cannot be.
    public static func decodeReply(_ bytes: [UInt8]) throws(MessageFault) -> SyncReply {
        let wire = try parsed(WireSyncReply.self, bytes)
        var states: [PushState] = []
        for state in wire.states {
            guard let outcome = UInt32(exactly: state.outcome.rawValue).flatMap(PushState.Outcome.init) else {
                throw MessageFault(text: "unknown push outcome \(state.outcome.rawValue)")
            }
            states.append(
                PushState(outcome: outcome, code: state.code, text: state.text, isSuspect: state.suspect))
        }
        var entries: [FeedEntry] = []
        for row in wire.entries {
            if row.own.isEmpty {
                entries.append(.change(bytes: [UInt8](row.change), isSuspect: row.suspect))
            } else {
                guard let id = ChangeID(bytes: row.own) else { throw MessageFault(text: "own id is not 32 bytes") }
                entries.append(.own(id: id, sequence: row.ownSequence, isSuspect: row.suspect))
            }
        }
        return SyncReply(
            version: wire.protocol, epoch: [UInt8](wire.epoch), states: states, entries: entries,
            cursor: [UInt8](wire.cursor), hasMore: wire.more, remaining: wire.remaining,
            schemaVersion: wire.schemaVersion, schema: [UInt8](wire.schema), wallMilliseconds: wire.wallClock,
            isClockSuspect: wire.clockSuspect, knownSequence: wire.knownSequence, areas: wire.areas,
            mark: [UInt8](wire.mark))
    }

    static func serialized(_ message: some SwiftProtobuf.Message) throws(MessageFault) -> [UInt8] {
        guard let bytes: [UInt8] = try? message.serializedBytes() else { throw MessageFault(text: "message too large") }
        return bytes
    }

    static func parsed<Wire: SwiftProtobuf.Message>(_ type: Wire.Type, _ bytes: [UInt8]) throws(MessageFault) -> Wire {
        guard let wire = try? Wire(serializedBytes: bytes) else {
            throw MessageFault(text: "the body is not a \(type.protoMessageName)")
        }
        return wire
    }
}

extension WireProtocolRange {
    init(_ range: ProtocolRange) {
        self.init()
        lowest = range.lowest
        highest = range.highest
    }

    var range: ProtocolRange { ProtocolRange(lowest: lowest, highest: highest) }
}
