import CommunityModel
import SyncProtocol
import Testing
import Values

@Suite("Figures of the rectification report") struct RectificationFiguresTests {
    private let today = RectificationScript.date("2011-07-10")

    private func standing(
        _ state: RectificationState, due: String? = nil, opened: String? = nil, closed: String? = nil
    ) -> RectificationCase {
        RectificationCase(
            state: state, dueDate: due.map(RectificationScript.date), opened: opened.map(RectificationScript.date),
            closed: closed.map(RectificationScript.date))
    }

    private func closed(after days: Int) -> RectificationCase {
        let opened = RectificationScript.date("2011-05-15")
        return RectificationCase(
            state: .closed, dueDate: nil, opened: opened,
            closed: CalendarDate(daysSince1970: opened.daysSince1970 + days))
    }

    @Test("overdue is what is due before today and neither closed nor rejected")
    func overdue() {
        for state in RectificationState.allCases {
            let isOpen = state != .closed && state != .rejected
            #expect(standing(state, due: "2011-07-09").isOverdue(on: today) == isOpen)
            #expect(!standing(state, due: "2011-07-10").isOverdue(on: today))
            #expect(!standing(state).isOverdue(on: today))
        }
    }

    @Test("the closing rate counts all but the rejected ones, exactly")
    func closingRate() {
        let states: [RectificationState] = [
            .closed, .closed, .open, .reopened, .deferred, .planned, .rejected, .rejected,
        ]
        let figures = RectificationFigures(states.map { standing($0) }, today: today)
        #expect(figures.closingRate == ExactFraction(numerator: 1, denominator: 3))
        #expect(figures.closed == 2)
        #expect(figures.counted == 6)
        #expect(figures.total == 8)
        #expect(figures.counts[.rejected] == 2)
        #expect(figures.counts[.inProgress] == nil)
    }

    @Test("without any that count there is no closing rate and no median")
    func none() {
        let figures = RectificationFigures([standing(.rejected)], today: today)
        #expect(figures.closingRate == nil)
        #expect(figures.medianDaysToClose == nil)
        #expect(figures.overdue == 0)
    }

    @Test("the median is the middle of an odd number and the exact mean of the middle two of an even one")
    func median() {
        func median(_ days: Int...) -> ExactFraction? {
            RectificationFigures(days.map(closed), today: today).medianDaysToClose
        }
        #expect(median(30, 1, 2) == ExactFraction(2))
        #expect(median(30, 1, 2, 5) == ExactFraction(numerator: 7, denominator: 2))
        #expect(median(0) == .zero)
    }

    @Test("only closed ones count for the median, and none takes less than no time")
    func daysToClose() {
        #expect(standing(.open, opened: "2011-05-15").daysToClose == nil)
        #expect(standing(.closed, opened: "2011-05-15").daysToClose == nil)
        #expect(standing(.closed, opened: "2011-05-31", closed: "2011-06-01").daysToClose == 1)
        #expect(standing(.closed, opened: "2011-06-02", closed: "2011-06-01").daysToClose == 0)
    }

    @Test("days are those of local time, from the first opening to the closing that stands")
    func localDays() throws {
        func stamp(_ text: String) throws -> UInt64 { UInt64(try #require(Instant(text)).milliseconds) * 1_000 }
        var script = RectificationScript()
        // 15 May 23:30 and 16 May 00:30 in Nanhai are one hour apart, and one day.
        script.write(.open, at: try stamp("2011-05-15T15:30:00Z"))
        script.write(.close, at: try stamp("2011-05-15T16:30:00Z"))
        let made = try #require(Instant("2011-01-01T00:00:00Z")).milliseconds
        #expect(RectificationCase(script.history, dueDate: nil, madeAt: made).daysToClose == 1)
        script.write(.reopen, at: try stamp("2011-05-20T04:00:00Z"))
        #expect(RectificationCase(script.history, dueDate: nil, madeAt: made).closed == nil)
        script.write(.close, at: try stamp("2011-05-25T04:00:00Z"))
        #expect(RectificationCase(script.history, dueDate: nil, madeAt: made).daysToClose == 10)
    }

    @Test("without an opening event the record's own time counts, and a deferral moves the due date")
    func madeAt() throws {
        var script = RectificationScript()
        script.write(.defer, dueDate: RectificationScript.date("2011-08-01"))
        let made = try #require(Instant("2011-05-15T16:00:00Z")).milliseconds
        let standing = RectificationCase(
            script.history, dueDate: RectificationScript.date("2011-07-01"), madeAt: made)
        #expect(standing.opened == RectificationScript.date("2011-05-16"))
        #expect(!standing.isOverdue(on: today))
    }
}
