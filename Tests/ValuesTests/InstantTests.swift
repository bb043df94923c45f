import Testing
import Values

@Suite("Moments as text") struct InstantTests {
    @Test("a moment is written as people read it, and read back")
    func text() {
        for text in [
            "1970-01-01T00:00:00Z", "2026-11-21T09:30:00Z", "2026-11-21T09:30:00.250Z", "1969-12-31T23:59:59.999Z",
            "2024-02-29T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
        ] {
            #expect(Instant(text)?.description == text)
        }
        #expect(Instant("2026-11-21T17:30+08:00")?.description == "2026-11-21T09:30:00Z")
        #expect(Instant("2026-11-21T09:30:00") == nil)
    }

    @Test("the least and the greatest moment that a change can carry are written without a crash")
    func extremes() {
        for milliseconds in [Int64.min, .min + 1, .max, -1, 0, 1] {
            #expect(Instant(milliseconds: milliseconds).description.hasSuffix("Z"))
            #expect(!Instant(milliseconds: milliseconds).text(offsetMinutes: 480).isEmpty)
        }
    }
}
