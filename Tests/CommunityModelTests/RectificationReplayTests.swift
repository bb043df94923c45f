import CommunityModel
import SyncProtocol
import Testing
import Values

@Suite("Replaying the events of a rectification") struct RectificationReplayTests {
    private func script(_ kinds: RectificationKind...) -> RectificationScript {
        var script = RectificationScript()
        for kind in kinds { script.write(kind) }
        return script
    }

    private func causes(_ history: RectificationHistory) -> [RectificationHistory.Cause] { history.losing.map(\.cause) }

    @Test("a record without events is open")
    func empty() {
        let history = RectificationHistory.replay([RectificationEvent]())
        #expect(history.state == .open)
        #expect(history.heads.isEmpty)
        #expect(history.submitters.isEmpty)
    }

    @Test("one step after another leads from open to closed, and everything applies")
    func wholeWay() {
        let history = script(.open, .plan, .start, .submit, .close).history
        #expect(history.state == .closed)
        #expect(history.losing.isEmpty)
        #expect(history.applied.map(\.content.kind) == [.open, .plan, .start, .submit, .close])
        #expect(history.heads == [RectificationScript.change(4)])
    }

    @Test("every state is reached by the kind that the command line makes for it")
    func everyState() {
        #expect(script(.plan).history.state == .planned)
        #expect(script(.plan, .start).history.state == .inProgress)
        #expect(script(.plan, .start, .submit).history.state == .submittedForCheck)
        #expect(script(.plan, .start, .submit, .reopen).history.state == .reopened)
        #expect(script(.plan, .start, .submit, .reopen, .plan).history.state == .planned)
        #expect(script(.close, .reopen).history.state == .reopened)
        #expect(script(.reject, .reopen).history.state == .reopened)
        #expect(script(.defer, .start).history.state == .inProgress)
        for state in RectificationState.allCases { #expect(state.reachedBy?.target == (state == .open ? nil : state)) }
    }

    @Test("a step that may not follow the state its author saw is kept with the reason, and beats nothing")
    func notAllowed() throws {
        var script = RectificationScript()
        let plan = script.write(.plan)
        script.write(.submit, by: "hasty", seeing: [plan])
        script.write(.start, by: "b", seeing: [plan])
        let history = script.history
        #expect(history.state == .inProgress)
        let losing = try #require(history.losing.first)
        #expect(history.losing.count == 1)
        #expect(losing.cause == .notAllowed)
        #expect(losing.beatenBy == nil)
        #expect(losing.why.en == "\"submit\" cannot follow the state \"planned\"")
        #expect(losing.why.zh == "“已定措施”之后不能“提交复查”")
        #expect(history.losing(for: "hasty") == [losing])
        #expect(history.losing(for: "b").isEmpty)
    }

    @Test("a comment applies in every state and changes none")
    func comments() {
        let history = script(.comment, .close, .comment, .request).history
        #expect(history.state == .closed)
        #expect(history.applied.count == 4)
    }

    @Test("an inspector closes while the community starts on the same plan: closed, and the community is told")
    func closeBesideProgress() throws {
        var script = RectificationScript()
        let plan = script.write(.plan, by: "street")
        script.write(.start, by: "community", seeing: [plan], at: 1)
        script.write(.close, by: "inspector", seeing: [plan], at: 2)
        let history = script.history
        #expect(history.state == .closed)
        let losing = try #require(history.losing(for: "community").first)
        #expect(losing.cause == .beaten)
        #expect(losing.beatenBy?.author == "inspector")
        #expect(losing.why.en.contains("a check found it solved"))
        #expect(losing.why.zh.contains("复查已认定解决"))
    }

    @Test("an inspector reopens beside a closing: reopened, whichever clock is ahead", arguments: [0, 99] as [UInt64])
    func reopenBesideClose(stamp: UInt64) {
        var script = script(.plan, .start)
        let submitted = script.write(.submit)
        script.write(.close, by: "first", seeing: [submitted], at: 50)
        script.write(.reopen, by: "second", seeing: [submitted], at: stamp)
        #expect(script.history.state == .reopened)
        #expect(script.history.losing.map(\.event.author) == ["first"])
    }

    @Test("a step falls only before one that stands: what a fallen closing would have beaten stays")
    func beatenBeatsNothing() {
        var script = script(.plan)
        let start = script.write(.start, by: "community")
        script.write(.close, by: "first", seeing: [start])
        let submit = script.write(.submit, by: "community", seeing: [start])
        script.write(.reopen, by: "second", seeing: [submit])
        let history = script.history
        #expect(history.state == .reopened)
        #expect(history.applied.map(\.content.kind) == [.plan, .start, .submit, .reopen])
        #expect(history.losing.map(\.event.author) == ["first"])
    }

    @Test("two who do the same agree: the earlier applies, the other is kept as a comment, the work goes on")
    func twins() throws {
        var script = script(.plan)
        let plan = script.events
        script.write(.start, by: "late", seeing: plan, at: 9)
        script.write(.start, by: "early", seeing: plan, at: 3)
        script.write(.submit, by: "late", at: 10)
        let history = script.history
        #expect(history.state == .submittedForCheck)
        #expect(causes(history) == [.repeated])
        let losing = try #require(history.losing.first)
        #expect(losing.event.author == "late")
        #expect(losing.beatenBy?.author == "early")
        #expect(losing.why.en == "early had said \"start\" already; this one is kept as a comment")
        #expect(losing.why.zh == "early 已“开始整改”，这条记为备注")
    }

    @Test("of two who start, the one whose work was submitted meanwhile goes on, though the other was earlier")
    func twinWithFollower() throws {
        var script = script(.plan)
        let plan = script.events
        let late = script.write(.start, by: "late", seeing: plan, at: 9)
        script.write(.start, by: "early", seeing: plan, at: 3)
        script.write(.submit, by: "late", seeing: [late], at: 10)
        let history = script.history
        #expect(history.state == .submittedForCheck)
        let losing = try #require(history.losing(for: "early").first)
        #expect(losing.cause == .beaten)
        #expect(losing.beatenBy?.content.kind == .submit)
        #expect(history.losing(for: "late").isEmpty)
    }

    @Test("a second reopening beats a closing that did not know of it, though another reopening came before")
    func secondReopening() {
        for stamp in [0, 99] as [UInt64] {
            var script = script(.close)
            let closed = script.events
            script.write(.reopen, by: "first", seeing: closed, at: 10)
            for kind in [.plan, .start, .submit, .close] as [RectificationKind] { script.write(kind, by: "x") }
            script.write(.reopen, by: "second", seeing: closed, at: stamp)
            #expect(script.history.state == .reopened)
        }
    }

    @Test("two events at one stamp apply by their ids, whatever the order of arrival")
    func equalStamps() {
        var script = script(.plan)
        let plan = script.events
        for author in ["x", "y"] { script.write(.start, by: author, seeing: plan, at: 5) }
        let first = script.events[1...].min { $0.id < $1.id }
        #expect(script.history.applied.last == first)
        #expect(RectificationHistory.replay(script.events.reversed()) == script.history)
    }

    @Test("the later operation of one change follows the earlier, though no base can say so")
    func oneChange() {
        let change = RectificationScript.change(7)
        let kinds: [RectificationKind] = [.open, .plan, .start]
        let events = kinds.enumerated().map { index, kind in
            RectificationEvent(
                id: Dot(change: change, operation: UInt32(index)), content: .init(kind: kind, base: []), author: "a",
                role: nil, device: "d", at: ClockStamp(microseconds: 1))
        }
        let history = RectificationHistory.replay(events.reversed())
        #expect(history.state == .inProgress)
        #expect(history.applied == events)
        #expect(history.heads == [change])
    }

    @Test("an event whose base has not arrived is trusted, and judged when the base comes")
    func missingBase() {
        let script = script(.plan, .start, .submit)
        let early = RectificationHistory.replay(script.events.suffix(1))
        #expect(early.state == .submittedForCheck)
        #expect(early.missing == [RectificationScript.change(1)])
        let late = early.adding(script.events)
        #expect(late == script.history)
        #expect(late.missing.isEmpty)
    }

    @Test("an event that cannot be read is kept, and those after it are trusted")
    func unreadable() {
        var script = script(.plan)
        let erased = RectificationEvent(
            LiveWrite(
                dot: Dot(change: RectificationScript.change(99), operation: 0), clock: ClockStamp(microseconds: 1),
                role: "", isSuspect: false, value: []), author: "x", device: "d")
        let known = RectificationHistory.replay(script.events + [erased])
        #expect(known.losing.map(\.cause) == [.unreadable])
        #expect(known.state == .planned)
        let after = RectificationEvent(
            id: Dot(change: RectificationScript.change(100), operation: 0),
            content: .init(kind: .submit, base: known.heads), author: "x", role: nil, device: "d",
            at: ClockStamp(microseconds: 2))
        #expect(known.adding([after]).state == .submittedForCheck)
        script.write(.submit)
        #expect(script.history.state == .planned)
    }

    @Test("events that name each other in a circle end in a history all the same")
    func circle() {
        let events = [0, 1].map { number in
            RectificationEvent(
                id: Dot(change: RectificationScript.change(number), operation: 0),
                content: .init(kind: .comment, base: [RectificationScript.change(1 - number)]), author: "a", role: nil,
                device: "d", at: ClockStamp(microseconds: UInt64(number)))
        }
        let history = RectificationHistory.replay(events)
        #expect(history.applied.count == 2)
        #expect(RectificationHistory.replay(events.reversed()) == history)
    }

    @Test("a promise made while the street closed stays pending until the street, knowing of it, decides")
    func requests() {
        var script = script(.plan, .start)
        let submitted = script.write(.submit)
        let promise = script.write(
            .request, by: "enumerator", seeing: [submitted], dueDate: RectificationScript.date("2011-07-01"))
        let closing = script.write(.close, by: "street", seeing: [submitted])
        #expect(script.history.state == .closed)
        #expect(script.history.pendingRequests == [promise])
        var declined = script
        declined.write(.decline, by: "street", seeing: [promise, closing])
        #expect(declined.history.pendingRequests.isEmpty)
        #expect(declined.history.state == .closed)
        script.write(.reopen, by: "street", seeing: [promise, closing])
        #expect(script.history.pendingRequests.isEmpty)
        #expect(script.history.state == .reopened)
    }

    @Test("the due date is that of the last plan or deferral that states one, else the record's")
    func dueDate() {
        let (first, second) = (RectificationScript.date("2011-06-30"), RectificationScript.date("2011-07-10"))
        var script = script(.plan)
        #expect(script.history.dueDate(recorded: first) == first)
        script.write(.defer, dueDate: second)
        script.write(.request, dueDate: first)
        #expect(script.history.dueDate(recorded: first) == second)
        #expect(RectificationScript().history.dueDate(recorded: nil) == nil)
    }

    @Test("those who submitted last must not close, and both count when two did")
    func submitters() {
        var script = script(.plan)
        let start = script.write(.start)
        script.write(.submit, by: "x", seeing: [start])
        script.write(.submit, by: "y", seeing: [start])
        #expect(script.history.submitters == ["x", "y"])
        for kind in [.reopen, .plan, .start] as [RectificationKind] { script.write(kind) }
        script.write(.submit, by: "z")
        #expect(script.history.submitters == ["z"])
    }

    @Test("a history of a thousand steps beside each other is replayed")
    func long() {
        var script = RectificationScript()
        for _ in 0..<20 { script.write(.defer) }
        let before = script.events
        let width = 980
        let heads = RectificationHistory.replay(before).heads
        let wide = (0..<width).map { number in
            RectificationEvent(
                id: Dot(change: RectificationScript.change(1_000 + number), operation: 0),
                content: .init(kind: number % 2 == 0 ? .plan : .defer, base: heads),
                author: "a", role: nil, device: "d", at: ClockStamp(microseconds: UInt64(number)))
        }
        let last = RectificationEvent(
            id: Dot(change: RectificationScript.change(5_000), operation: 0),
            content: .init(kind: .close, base: wide.map(\.id.change)), author: "a", role: nil, device: "d",
            at: ClockStamp(microseconds: 0))
        let history = RectificationHistory.replay(before + wide + [last])
        #expect(history.state == .closed)
        #expect(history.losing.count { $0.cause == .beaten } == width / 2)
        #expect(history.losing.count { $0.cause == .repeated } == width / 2 - 1)
    }
}
