import CommunityModel
import ReplicaStore
import SyncProtocol
import Synchronization
import Testing

@testable import SyncServer

@Suite("The writer of a server") struct GroupCommitTests {
    /// What the writer did: changes of a device, or a piece of what follows from moves.
    private enum Step { case batch, piece }

    @Test func `changes are taken in between the pieces of what follows, and pieces between changes`() async throws {
        let records = try TestRecords()
        let change = try #require(try records.change())
        let steps = Mutex<[Step]>([])
        // Pieces that never end by themselves: whoever waited for the last of them would wait for ever.
        let isEnding = Mutex(false)
        let commit = GroupCommit(
            placePiece: {
                steps.withLock { $0.append(.piece) }
                return isEnding.withLock { !$0 }
            },
            ingest: { requests in
                steps.withLock { $0.append(.batch) }
                return requests.map { $0.map { _ in .success(.stored(n: 1, created: 0)) } }
            })
        commit.followUp()
        for _ in 0..<5 { _ = try await commit.store([change]) }
        isEnding.withLock { $0 = true }
        let done = steps.withLock { $0 }
        #expect(done.count { $0 == .batch } == 5)
        #expect(!zip(done, done.dropFirst()).contains { $0 == .batch && $1 == .batch })
    }

    @Test func `a server that was stopped in between does what follows when it starts, without anybody asking`()
        async throws
    {
        let (stream, continuation) = AsyncStream.makeStream(of: Int.self)
        let left = Mutex(3)
        let commit = GroupCommit(
            placePiece: {
                let rest = left.withLock { left in
                    left -= 1
                    return left
                }
                continuation.yield(rest)
                return rest > 0
            }, ingest: { _ in [] })
        commit.followUp()
        for await rest in stream where rest == 0 { break }
        #expect(left.withLock { $0 } == 0)
    }
}

extension TestRecords {
    /// A change as it arrives.
    fileprivate func change() throws -> IncomingChange? {
        let field = try field("name", of: RecordTypes.area)
        try store.save(as: Self.enumerator, handsIn: true) { context in
            let key = RecordKey(id: context.newID(), type: RecordTypes.area)
            return [ChangeDraft(writes: [try context.write(key, field, .text("甲"))])]
        }
        return try store.outboxBatch(after: -1, changesMax: 1, bytesMax: 1).changes.first.map {
            try IncomingChange(bytes: $0.bytes, isSuspect: false)
        }
    }
}
