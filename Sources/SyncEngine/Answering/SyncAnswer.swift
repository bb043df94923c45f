internal import ReplicaStore
public import SyncProtocol

/// Answers a device's sync: takes a batch of changes in and gives a page of the feed.
public struct SyncAnswer: Sendable {
    private let store: any ServedStore
    private let ancestorType: TypeNumber
    private let pageBytesMax: Int
    private let pageEntriesMax: Int

    /// - Parameters:
    ///   - store: The server's.
    ///   - ancestorType: The type whose records above a device's areas are sent along: areas.
    ///   - pageBytesMax: Most bytes of changes in a page.
    ///   - pageEntriesMax: Most entries in a page.
    public init(
        _ store: any ServedStore, ancestorType: TypeNumber, pageBytesMax: Int = Limits.pageBytesMax,
        pageEntriesMax: Int = Limits.pageEntriesMax
    ) {
        self.store = store
        self.ancestorType = ancestorType
        self.pageBytesMax = pageBytesMax
        self.pageEntriesMax = pageEntriesMax
    }

    /// Stores what can be stored, and reads what the device has not got.
    ///
    /// - Parameters:
    ///   - request: The device's.
    ///   - areas: The codes that it is assigned.
    ///   - isOwnReplica: Whether the replica id that it names is its own. Of another's it is not told how far that is.
    /// - Returns: The reply.
    /// - Throws: ``AnswerFault``; what the store throws.
    public func reply(to request: SyncRequest, areas: [String], isOwnReplica: Bool = true) async throws -> SyncReply {
        let version = try ProtocolRange.agreed(with: request.range)
        guard request.changes.count <= Limits.batchChangesMax else { throw AnswerFault.batchTooLarge }
        if !request.mark.isEmpty { try await store.heed(request.mark) }
        let now = store.now()
        let clock = ClockCheck(
            wallMilliseconds: request.wallMilliseconds, logical: request.logicalClock, serverMilliseconds: now)
        let states = try await push(request.changes, isSuspect: clock.isSuspect)
        let inForce = try store.schemaInForce
        var reply = SyncReply(
            version: version, epoch: [], states: states, cursor: request.cursor,
            schemaVersion: inForce.schema.version, wallMilliseconds: now, isClockSuspect: clock.isSuspect, areas: areas)
        if request.schemaVersion < inForce.schema.version { reply.schema = inForce.document }
        try await addPage(to: &reply, for: request, scope: Scope(areas), isOwnReplica: isOwnReplica)
        return reply
    }

    /// Stores what can be stored. A change that is none gets its refusal and does not disturb the others.
    private func push(_ changes: [[UInt8]], isSuspect: Bool) async throws -> [PushState] {
        var faults: [Int: ChangeFault] = [:]
        var incoming: [IncomingChange] = []
        // Read and hashed here, by as many requests at a time as there are processors, so that the writer only writes.
        for (index, bytes) in changes.enumerated() {
            do {
                incoming.append(try IncomingChange(bytes: bytes, isSuspect: isSuspect))
            } catch {
                faults[index] = error
            }
        }
        var outcomes = try await store.store(incoming)[...]
        return changes.indices.map { index in
            if let fault = faults[index] {
                return PushState(outcome: .refused, code: fault.rawValue, text: "the bytes are not a valid change")
            }
            switch outcomes.popFirst() {
            case .success(.stored): return PushState(outcome: .stored, isSuspect: isSuspect)
            // Whether it was marked when it came first, the feed says.
            case .success(.duplicate): return PushState(outcome: .duplicate)
            // Not the store's fault: what was asked of it breaks a rule of the server.
            case .failure(.invalidChange(let code)):
                return PushState(outcome: .refused, code: code, text: "the server does not take this change")
            case .success(.tooCostly):
                return PushState(
                    outcome: .refused, code: "work_limit", text: "the change would cost the server too much")
            case .failure, nil:
                return PushState(
                    outcome: .refused, code: "store_failed", text: "the server's copy of the record is damaged")
            }
        }
    }

    private func addPage(
        to reply: inout SyncReply, for request: SyncRequest, scope: Scope, isOwnReplica: Bool
    ) async throws {
        let (history, known, page) = try await store.reading { [self] store in
            let history = try store.history()
            let isTold = try isOwnReplica && !store.hasWritten(as: request.replica)
            let known = isTold ? try store.head(of: request.replica) : 0
            // A sender that knows less of itself than the server does was restored from a copy: it takes a new replica
            // id first, and asks again.
            guard known <= request.head, request.pageBytesMax > 0 else {
                return (history, known, FeedPage?.none)
            }
            let page = try store.feedPage(
                after: request.cursor, scope: scope, ancestorType: ancestorType, replica: request.replica,
                bytesMax: min(Int(request.pageBytesMax), pageBytesMax), entriesMax: pageEntriesMax)
            return (history, known, page)
        }
        (reply.epoch, reply.mark) = (history.epoch, history.mark)
        reply.knownSequence = known
        guard let page else { return }
        reply.entries = page.entries
        reply.cursor = page.cursor
        reply.hasMore = page.hasMore
        reply.remaining = page.remaining
    }
}
