import Standards
import Testing
import Values

@Suite("Windows of time") struct WindowTests {
    private func text(_ range: ClosedRange<CalendarDate>?) -> String {
        range.map { "\($0.lowerBound)..\($0.upperBound)" } ?? "none"
    }

    @Test(
        "a window holds its day",
        arguments: [
            (1, Window.Unit.day, "2012-02-29", "2012-02-29..2012-02-29"),
            (1, .week, "2011-07-03", "2011-06-27..2011-07-03"), (1, .week, "2011-07-04", "2011-07-04..2011-07-10"),
            (1, .week, "2012-01-01", "2011-12-26..2012-01-01"), (1, .month, "2012-02-10", "2012-02-01..2012-02-29"),
            (1, .month, "2011-02-28", "2011-02-01..2011-02-28"), (2, .month, "2011-02-28", "2011-01-01..2011-02-28"),
            (2, .month, "2011-03-01", "2011-03-01..2011-04-30"), (2, .month, "2011-12-31", "2011-11-01..2011-12-31"),
            (3, .month, "2011-06-30", "2011-04-01..2011-06-30"), (1, .quarter, "2011-06-30", "2011-04-01..2011-06-30"),
            (1, .quarter, "2011-07-01", "2011-07-01..2011-09-30"), (1, .year, "2011-12-31", "2011-01-01..2011-12-31"),
            (3, .year, "2013-05-01", "2011-01-01..2013-12-31"), (2, .day, "0001-01-02", "0001-01-01..0001-01-02"),
            (2, .week, "0001-01-15", "0001-01-15..0001-01-28"), (1, .month, "9999-12-31", "9999-12-01..9999-12-31"),
        ])
    func holding(count: Int, unit: Window.Unit, date: String, expected: String) {
        #expect(text(Window(count: count, unit: unit).range(holding: day(date))) == expected)
    }

    @Test(
        "the window before ends on the day before, and the one after begins on the day after",
        arguments: [
            (Window(count: 1, unit: .day), "2012-03-01", "2012-02-29..2012-02-29", "2012-03-02..2012-03-02"),
            (Window(count: 1, unit: .week), "2011-07-04", "2011-06-27..2011-07-03", "2011-07-11..2011-07-17"),
            (Window(count: 1, unit: .month), "2012-03-31", "2012-02-01..2012-02-29", "2012-04-01..2012-04-30"),
            (Window(count: 2, unit: .month), "2011-01-01", "2010-11-01..2010-12-31", "2011-03-01..2011-04-30"),
            (Window(count: 1, unit: .quarter), "2011-01-15", "2010-10-01..2010-12-31", "2011-04-01..2011-06-30"),
            (Window(count: 1, unit: .year), "2011-01-01", "2010-01-01..2010-12-31", "2012-01-01..2012-12-31"),
            (Window(count: 3, unit: .year), "2013-05-01", "2008-01-01..2010-12-31", "2014-01-01..2016-12-31"),
        ])
    func neighbours(window: Window, date: String, before: String, after: String) throws {
        let range = try #require(window.range(holding: day(date)))
        #expect(text(window.previous(range)) == before)
        #expect(text(window.next(range)) == after)
    }

    @Test("windows of every kind lie side by side and hold each day once, over 30 years")
    func sideBySide() throws {
        for unit in Window.Unit.allCases where unit != .year {
            for count in [1, 2, 3, 5] {
                let window = Window(count: count, unit: unit)
                var range = try #require(window.range(holding: day("1999-12-31")))
                while range.upperBound < day("2030-01-01") {
                    let next = try #require(window.next(range))
                    #expect(next.lowerBound.daysSince1970 == range.upperBound.daysSince1970 + 1)
                    #expect(window.previous(next) == range)
                    #expect(window.range(holding: next.lowerBound) == next)
                    #expect(window.range(holding: next.upperBound) == next)
                    range = next
                }
            }
        }
    }

    @Test("weeks begin on Mondays")
    func mondays() throws {
        // 1970-01-05 was a Monday.
        let range = try #require(Window(count: 1, unit: .week).range(holding: day("2024-02-29")))
        #expect((range.lowerBound.daysSince1970 - 4) % 7 == 0)
    }

    @Test("a window that would leave the calendar is none")
    func edges() throws {
        let year = Window(count: 3, unit: .year)
        #expect(year.range(holding: day("0002-05-05")) == nil)
        #expect(Window(count: 1, unit: .week).range(holding: day("9999-12-31")) == nil)
        #expect(Window(count: 0, unit: .day).range(holding: day("2011-01-01")) == nil)
        #expect(Window(count: .max, unit: .month).range(holding: day("2011-01-01")) == nil)
        let first = try #require(Window(count: 1, unit: .month).range(holding: day("0001-01-31")))
        #expect(Window(count: 1, unit: .month).previous(first) == nil)
        let last = try #require(Window(count: 1, unit: .year).range(holding: day("9999-01-31")))
        #expect(Window(count: 1, unit: .year).next(last) == nil)
    }

    @Test("days count on over leap years, centuries and 1970 in both directions")
    func days() {
        for (date, number) in [
            ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("1900-03-01", -25_508),
            ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
        ] {
            #expect(day(date).daysSince1970 == number)
            #expect(CalendarDate(daysSince1970: number) == day(date))
        }
        #expect(CalendarDate(daysSince1970: -719_163) == nil)
        #expect(CalendarDate(daysSince1970: 2_932_897) == nil)
        #expect(CalendarDate(daysSince1970: .max) == nil)
        #expect(CalendarDate(daysSince1970: .min) == nil)
    }
}
