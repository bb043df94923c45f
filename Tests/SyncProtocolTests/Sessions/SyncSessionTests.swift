import SyncProtocol
import Testing

@Suite("Sync session: a whole session without I/O") struct SyncSessionTests {
    private typealias T = Transcript

    @Test("a first sync with nothing to hand in pulls page after page and finishes")
    func firstSync() {
        var session = T.session()
        #expect(session.advance(.started) == T.read(after: -1))
        #expect(session.advance(.batch(T.batch())) == .send(T.batch()))
        let first = T.reply(more: true)
        #expect(session.advance(.replied(first)) == .store(batch: T.batch(), reply: first))
        #expect(session.advance(T.stored(400)) == T.read(after: -1))
        #expect(session.advance(.batch(T.batch())) == .send(T.batch()))
        let second = T.reply()
        #expect(session.advance(.replied(second)) == .store(batch: T.batch(), reply: second))
        #expect(session.advance(T.stored(25)) == T.read(after: -1))
        #expect(session.advance(.batch(T.batch())) == .finish(T.summary(pulled: 425)))
    }

    @Test("what does not fit one batch goes in further requests of the same session")
    func severalBatches() {
        var session = T.session()
        _ = session.advance(.started)
        #expect(session.advance(.batch(T.batch(1, 2))) == .send(T.batch(1, 2)))
        _ = session.advance(.replied(T.reply([.stored, .stored])))
        #expect(session.advance(T.stored()) == T.read(after: 2))
        #expect(session.advance(.batch(T.batch(5))) == .send(T.batch(5)))
        _ = session.advance(.replied(T.reply([.duplicate])))
        #expect(session.advance(T.stored()) == T.read(after: 5))
        #expect(session.advance(.batch(T.batch())) == .finish(T.summary(pushed: 3)))
    }

    @Test("with nothing left to hand in, a session goes on while the feed has more")
    func pullAfterPush() {
        var session = T.session()
        _ = session.advance(.started)
        _ = session.advance(.batch(T.batch(1)))
        _ = session.advance(.replied(T.reply([.stored], more: true)))
        #expect(session.advance(T.stored(8)) == T.read(after: 1))
        #expect(session.advance(.batch(T.batch())) == .send(T.batch()))
        _ = session.advance(.replied(T.reply()))
        _ = session.advance(T.stored(2))
        #expect(session.advance(.batch(T.batch())) == .finish(T.summary(pushed: 1, pulled: 10)))
    }

    @Test("a request that was cut off is sent again, the same batch")
    func cutOff() {
        var session = T.session()
        _ = session.advance(.started)
        _ = session.advance(.batch(T.batch(1, 2)))
        let failure = SyncSession.RequestFailure.unreachable("connection reset")
        #expect(
            session.advance(.failed(failure, idleSeconds: 1)) == .wait(attempt: 1, retryAfterSeconds: nil))
        #expect(session.advance(.waited) == .send(T.batch(1, 2)))
        #expect(
            session.advance(.failed(failure, idleSeconds: 2)) == .wait(attempt: 2, retryAfterSeconds: nil))
        #expect(session.advance(.waited) == .send(T.batch(1, 2)))
        let reply = T.reply([.duplicate, .stored])
        #expect(session.advance(.replied(reply)) == .store(batch: T.batch(1, 2), reply: reply))
        _ = session.advance(T.stored())
        #expect(session.advance(.batch(T.batch())) == .finish(T.summary(pushed: 2)))
    }

    @Test("after a success the count of attempts begins anew")
    func attempts() {
        var session = T.session()
        _ = session.advance(.started)
        _ = session.advance(.batch(T.batch(1)))
        _ = session.advance(.failed(.unreachable("x"), idleSeconds: 1))
        _ = session.advance(.waited)
        _ = session.advance(.replied(T.reply([.stored], more: true)))
        _ = session.advance(T.stored())
        _ = session.advance(.batch(T.batch()))
        #expect(
            session.advance(.failed(.unreachable("x"), idleSeconds: 1))
                == .wait(attempt: 1, retryAfterSeconds: nil))
    }

    @Test("a refused change stays behind and holds up neither the others nor the queue behind it")
    func refused() {
        var session = T.session()
        _ = session.advance(.started)
        _ = session.advance(.batch(T.batch(1, 2, 3)))
        _ = session.advance(.replied(T.reply([.stored, .refused, .stored])))
        #expect(session.advance(T.stored()) == T.read(after: 3))
        _ = session.advance(.batch(T.batch(4)))
        _ = session.advance(.replied(T.reply([.stored])))
        _ = session.advance(T.stored())
        let refusal = PushState(outcome: .refused, code: "change_damaged")
        #expect(session.advance(.batch(T.batch())) == .finish(T.summary(pushed: 3, refused: [refusal])))
    }

    @Test(
        "once a change is beyond the day's quota nothing further is handed in, and what waits is fetched all the same")
    func beyondQuota() {
        var session = T.session()
        _ = session.advance(.started)
        _ = session.advance(.batch(T.batch(1, 2)))
        let beyond = PushState(outcome: .refused, code: "quota_exceeded")
        var reply = T.reply(more: true)
        reply.states = [PushState(outcome: .stored), beyond]
        _ = session.advance(.replied(reply))
        #expect(session.advance(T.stored(5)) == T.read(after: .max))
        #expect(session.advance(.batch(T.batch())) == .send(T.batch()))
        _ = session.advance(.replied(T.reply()))
        _ = session.advance(T.stored(2))
        #expect(session.advance(.batch(T.batch())) == .finish(T.summary(pushed: 1, pulled: 7, refused: [beyond])))
    }

    @Test("quarantined and waiting changes count as handed in")
    func acknowledged() {
        for outcome in [PushState.Outcome.stored, .duplicate, .waiting, .quarantined] {
            #expect(PushState(outcome: outcome).isAcknowledged)
        }
        #expect(!PushState(outcome: .refused).isAcknowledged)
    }

    @Test("a reply that does not answer each pushed change is refused, and nothing of it is stored")
    func wrongStates() {
        for outcomes in [[], [PushState.Outcome.stored], [.stored, .stored, .stored]] {
            var session = T.session()
            _ = session.advance(.started)
            _ = session.advance(.batch(T.batch(1, 2)))
            guard case .fail(let failure) = session.advance(.replied(T.reply(outcomes))) else {
                Issue.record("accepted \(outcomes.count) states for 2 changes")
                continue
            }
            #expect(
                failure.cause
                    == .unexpected(code: "reply_states", text: "the reply does not answer each pushed change"))
            #expect(failure.summary == T.summary())
        }
    }

    @Test("after a server began a new history, the outbox is read again from its beginning in the same session")
    func newEpoch() {
        var session = T.session()
        _ = session.advance(.started)
        _ = session.advance(.batch(T.batch(8)))
        _ = session.advance(.replied(T.reply([.stored])))
        #expect(session.advance(T.stored(0, refilled: true)) == T.read(after: -1))
        #expect(session.advance(.batch(T.batch(1, 8))) == .send(T.batch(1, 8)))
        _ = session.advance(.replied(T.reply([.stored, .duplicate])))
        #expect(session.advance(T.stored()) == T.read(after: 8))
    }
}

@Suite("Sync session: what the way to the server does not take") struct SyncSessionLimitTests {
    private typealias T = Transcript

    @Test("413 halves the batch down to one change, leaves that one behind, and goes on behind it")
    func halving() {
        var session = T.session()
        _ = session.advance(.started)
        _ = session.advance(.batch(T.batch(1, 2, 3, 4, 5)))
        #expect(session.advance(.failed(.tooLarge, idleSeconds: 0)) == T.read(after: -1, 2))
        #expect(session.advance(.batch(T.batch(1, 2))) == .send(T.batch(1, 2)))
        #expect(session.advance(.failed(.tooLarge, idleSeconds: 0)) == T.read(after: -1, 1))
        #expect(session.advance(.batch(T.batch(1))) == .send(T.batch(1)))
        #expect(session.advance(.failed(.tooLarge, idleSeconds: 0)) == T.read(after: 1, 1))
        #expect(session.advance(.batch(T.batch(2))) == .send(T.batch(2)))
        _ = session.advance(.replied(T.reply([.stored])))
        #expect(session.advance(T.stored()) == T.read(after: 2, 1))
        let action = session.advance(.batch(T.batch()))
        guard case .finish(let summary) = action else {
            Issue.record("did not finish: \(action)")
            return
        }
        #expect(summary.pushed == 1)
        #expect(summary.refused.map(\.code) == ["too_large_for_server"])
    }

    @Test("a single change that is too large and the only one still lets the pull run")
    func onlyOne() {
        var session = T.session()
        _ = session.advance(.started)
        _ = session.advance(.batch(T.batch(1)))
        #expect(session.advance(.failed(.tooLarge, idleSeconds: 0)) == T.read(after: 1))
        #expect(session.advance(.batch(T.batch())) == .send(T.batch()))
    }

    @Test("413 for a request without changes cannot be helped")
    func emptyTooLarge() {
        var session = T.session()
        _ = session.advance(.started)
        _ = session.advance(.batch(T.batch()))
        guard case .fail(let failure) = session.advance(.failed(.tooLarge, idleSeconds: 0)) else {
            Issue.record("went on")
            return
        }
        #expect(failure.cause == .tooLarge)
    }
}

@Suite("Sync session: patience") struct SyncSessionPatienceTests {
    private typealias T = Transcript

    private func begun(_ session: inout SyncSession) {
        _ = session.advance(.started)
        _ = session.advance(.batch(T.batch()))
    }

    @Test("a server that was never reached is given up after the start patience")
    func start() {
        var session = T.session(start: 4, stall: 30)
        begun(&session)
        #expect(
            session.advance(.failed(.unreachable("refused"), idleSeconds: 3.9))
                == .wait(attempt: 1, retryAfterSeconds: nil))
        _ = session.advance(.waited)
        guard case .fail(let failure) = session.advance(.failed(.unreachable("refused"), idleSeconds: 4)) else {
            Issue.record("still trying")
            return
        }
        #expect(failure.cause == .unreachable("refused"))
    }

    @Test("a server that went away in the middle is given up after the stall patience, with what was done until then")
    func stall() {
        var session = T.session(start: 4, stall: 30)
        _ = session.advance(.started)
        _ = session.advance(.batch(T.batch(1)))
        _ = session.advance(.replied(T.reply([.stored], more: true)))
        _ = session.advance(T.stored(3))
        _ = session.advance(.batch(T.batch()))
        #expect(
            session.advance(.failed(.unreachable("reset"), idleSeconds: 29.9))
                == .wait(attempt: 1, retryAfterSeconds: nil))
        _ = session.advance(.waited)
        guard case .fail(let failure) = session.advance(.failed(.unreachable("reset"), idleSeconds: 30)) else {
            Issue.record("still trying")
            return
        }
        #expect(failure.summary == T.summary(pushed: 1, pulled: 3))
    }

    @Test("a busy server is waited for as long as it says, and counts as reached")
    func busy() {
        var session = T.session(start: 4, stall: 30)
        begun(&session)
        #expect(
            session.advance(.failed(.busy(retryAfterSeconds: 7), idleSeconds: 5))
                == .wait(attempt: 1, retryAfterSeconds: 7))
        #expect(session.advance(.waited) == .send(T.batch()))
        #expect(
            session.advance(.failed(.unreachable("reset"), idleSeconds: 12))
                == .wait(attempt: 2, retryAfterSeconds: nil))
    }

    @Test("a busy server that asks for more time than there is patience is not waited for")
    func tooBusy() {
        var session = T.session(start: 4, stall: 30)
        begun(&session)
        let failure = SyncSession.RequestFailure.busy(retryAfterSeconds: 3_600)
        guard case .fail(let found) = session.advance(.failed(failure, idleSeconds: 0)) else {
            Issue.record("waits an hour")
            return
        }
        #expect(found.cause == failure)
    }

    @Test("what another try cannot mend ends the session at once")
    func final() {
        let failures: [SyncSession.RequestFailure] = [
            .denied(code: "token_revoked", text: ""), .protocolMismatch(server: ProtocolRange(lowest: 2, highest: 3)),
            .unexpected(code: "http_500", text: ""), .cancelled,
        ]
        for failure in failures {
            var session = T.session()
            begun(&session)
            guard case .fail(let found) = session.advance(.failed(failure, idleSeconds: 0)) else {
                Issue.record("went on after \(failure)")
                continue
            }
            #expect(found.cause == failure)
        }
    }
}

@Suite("Sync session: identity and clock of the device") struct SyncSessionIdentityTests {
    private typealias T = Transcript

    @Test(
        "a server that knows a later sequence than the store makes it take a new replica id, then the batch goes again")
    func sequenceAhead() {
        var session = T.session()
        _ = session.advance(.started)
        _ = session.advance(.batch(T.batch(1, 2, head: 5)))
        #expect(session.advance(.replied(T.reply([.stored, .stored], known: 6))) == .rotateReplica)
        #expect(session.advance(.rotated(head: 0)) == .send(T.batch(1, 2, head: 0)))
        let reply = T.reply([.duplicate, .duplicate])
        #expect(session.advance(.replied(reply)) == .store(batch: T.batch(1, 2, head: 0), reply: reply))
        _ = session.advance(T.stored(1))
        #expect(session.advance(.batch(T.batch())) == .finish(T.summary(pushed: 2, pulled: 1)))
    }

    @Test("a server that knows as many changes as the store holds is no reason for a new replica id")
    func sequenceEqual() {
        var session = T.session()
        _ = session.advance(.started)
        _ = session.advance(.batch(T.batch(1, head: 6)))
        let reply = T.reply([.stored], known: 6)
        #expect(session.advance(.replied(reply)) == .store(batch: T.batch(1, head: 6), reply: reply))
    }

    @Test("a page that names an own change which the store does not hold makes it take a new replica id")
    func unknownOwn() {
        var session = T.session()
        _ = session.advance(.started)
        _ = session.advance(.batch(T.batch(1, head: 6)))
        _ = session.advance(.replied(T.reply([.stored], known: 6)))
        #expect(session.advance(T.stored(0, lacksOwn: true)) == .rotateReplica)
        #expect(session.advance(.rotated(head: 0)) == .send(T.batch(1, head: 0)))
        _ = session.advance(.replied(T.reply([.duplicate])))
        _ = session.advance(T.stored(2))
        #expect(session.advance(.batch(T.batch())) == .finish(T.summary(pushed: 1, pulled: 2)))
    }

    @Test("a server that claims to know every new replica id is at fault, and the session ends")
    func rotatesNoMore() {
        var session = T.session()
        _ = session.advance(.started)
        _ = session.advance(.batch(T.batch(head: 5)))
        #expect(session.advance(.replied(T.reply(known: 9))) == .rotateReplica)
        _ = session.advance(.rotated(head: 0))
        #expect(session.advance(.replied(T.reply(known: 9))) == .rotateReplica)
        _ = session.advance(.rotated(head: 0))
        guard case .fail(let failure) = session.advance(.replied(T.reply(known: 9))) else {
            Issue.record("rotates without end")
            return
        }
        #expect(
            failure.cause
                == .unexpected(code: "replica_known", text: "the server claims changes of a new replica"))
    }

    /// The number of requests of a session whose replies all say that more waits; `nil` when it goes on for a thousand.
    private func requests(reply: (Int) -> (SyncReply, pulled: Int)) -> Int? {
        var session = T.session()
        _ = session.advance(.started)
        for count in 1...1_000 {
            guard case .send = session.advance(.batch(T.batch())) else { return nil }
            let (reply, pulled) = reply(count)
            _ = session.advance(.replied(reply))
            if case .fail(let failure) = session.advance(T.stored(pulled)) {
                guard case .unexpected(code: "reply_idle", _) = failure.cause else { return nil }
                return count
            }
        }
        return nil
    }

    @Test("a server that says for ever that more waits, and gives nothing new, ends the session after ten replies")
    func nothingMoves() {
        #expect(requests { _ in (T.reply(more: true, remaining: 5), 0) } == 11)
        #expect(requests { (T.reply(more: true, remaining: UInt64($0)), 0) } == 11)
        #expect(requests { (T.reply(more: true, remaining: 5), $0 < 100 ? 1 : 0) } == 109)
    }

    @Test("pages whose content is here already are fetched to their end, however many there are")
    func fetchedAgain() {
        #expect(requests { (T.reply(more: true, remaining: 2_000 - UInt64($0)), 0) } == nil)
        #expect(requests { _ in (T.reply(more: true, remaining: 5), 1) } == nil)
        let entries = [FeedEntry.change(bytes: [1], isSuspect: false)]
        let within = requests { count in
            (T.reply(more: true, remaining: 5, entries: entries, cursor: [UInt8(count & 255)]), 0)
        }
        #expect(within == nil)
        #expect(requests { _ in (T.reply(more: true, remaining: 5, entries: entries), 0) } == 11)
    }

    private func finished(
        _ session: inout SyncSession, first: SyncReply, second: SyncReply? = nil
    ) -> SyncSession.Summary? {
        _ = session.advance(.batch(T.batch()))
        _ = session.advance(.replied(first))
        _ = session.advance(T.stored())
        if let second {
            _ = session.advance(.batch(T.batch()))
            _ = session.advance(.replied(second))
            _ = session.advance(T.stored())
        }
        if case .finish(let summary) = session.advance(.batch(T.batch())) { return summary } else { return nil }
    }

    @Test("a clock that the server found wrong is reported with its offset at the first reply")
    func clock() {
        var session = T.session()
        _ = session.advance(.started)
        let summary = finished(
            &session, first: T.reply(more: true, suspect: true, wall: T.wall + 86_400_000),
            second: T.reply(suspect: true, wall: T.wall + 86_460_000))
        #expect(summary?.clockOffsetMilliseconds == 86_400_000)
    }

    @Test("a clock that the server trusts is left alone")
    func trusted() {
        var session = T.session()
        _ = session.advance(.started)
        #expect(finished(&session, first: T.reply(wall: T.wall + 500))?.clockOffsetMilliseconds == nil)
    }

    @Test("a wrong clock is reported also when the server was busy before its first reply")
    func clockAfterBusy() {
        var session = T.session()
        _ = session.advance(.started)
        _ = session.advance(.batch(T.batch()))
        _ = session.advance(.failed(.busy(retryAfterSeconds: 1), idleSeconds: 0))
        _ = session.advance(.waited)
        let summary = finished(&session, first: T.reply(suspect: true, wall: T.wall - 86_400_000))
        #expect(summary?.clockOffsetMilliseconds == -86_400_000)
    }

    @Test("a server's clock at the end of the number line does not crash the device")
    func clockOverflow() {
        var session = SyncSession(wallMilliseconds: -5)
        _ = session.advance(.started)
        #expect(finished(&session, first: T.reply(suspect: true, wall: .max))?.clockOffsetMilliseconds == nil)
    }
}
