import Synchronization
import Testing
import Values

@testable import TerminalKit

@Suite("Progress") struct ProgressTests {
    /// A clock that stands still until it is told to move.
    final class Clock: Sendable {
        private let milliseconds = Mutex(0)
        var elapsedSeconds: Double { Double(milliseconds.withLock { $0 }) / 1_000 }
        func advance(_ milliseconds: Int) { self.milliseconds.withLock { $0 += milliseconds } }
    }

    let capture = Capture()
    let clock = Clock()

    func progress(isInteractive: Bool, environment: [String: String] = ["COLUMNS": "40"]) -> TerminalKit.ProgressLine {
        let terminal = capture.terminal(isInteractive: isInteractive, environment: environment)
        return ProgressLine(
            terminal: terminal, title: "同步", unit: "条", elapsedSeconds: { [clock] in clock.elapsedSeconds })
    }

    @Test("work that ends within a second shows nothing", arguments: [true, false])
    func quick(isInteractive: Bool) {
        let progress = progress(isInteractive: isInteractive)
        clock.advance(999)
        progress.update(done: 9, total: 10)
        progress.finish()
        #expect(capture.text() == "")
    }

    @Test("on a terminal one line is redrawn at most every tenth of a second and erased at the end")
    func redraw() {
        let progress = progress(isInteractive: true)
        clock.advance(1000)
        progress.update(done: 1, total: 4)
        clock.advance(99)
        progress.update(done: 2, total: 4)
        clock.advance(1)
        progress.update(done: 3, total: 4)
        progress.finish()
        #expect(capture.text() == "\r同步: 1/4 条 (25%)\u{1B}[K\r同步: 3/4 条 (75%)\u{1B}[K\r\u{1B}[K")
    }

    @Test(
        "elsewhere a plain line is added at most every five seconds",
        arguments: [
            (false, ["COLUMNS": "40"]), (true, ["TERM": "dumb"]),
        ])
    func plain(isInteractive: Bool, environment: [String: String]) {
        let progress = progress(isInteractive: isInteractive, environment: environment)
        clock.advance(1000)
        progress.update(done: 1, total: nil)
        clock.advance(4999)
        progress.update(done: 2, total: nil)
        clock.advance(1)
        progress.update(done: 3, total: 4)
        progress.finish()
        #expect(capture.text() == "同步: 1 条\n同步: 3/4 条 (75%)\n")
    }

    @Test("on a narrow terminal the line is cut so that it does not wrap")
    func narrow() {
        let progress = progress(isInteractive: true, environment: ["COLUMNS": "10"])
        clock.advance(1000)
        progress.update(done: 100, total: 400)
        #expect(capture.text() == "\r同步: 10…\u{1B}[K")
    }

    @Test("updates after the end are ignored, as is a second end")
    func finished() {
        let progress = progress(isInteractive: true)
        progress.finish()
        clock.advance(1000)
        progress.update(done: 1, total: 1)
        progress.finish()
        #expect(capture.text() == "")
    }

    @Test("more done than foreseen is a hundred percent; a total of nothing shows no percentage")
    func oddTotals() {
        let progress = progress(isInteractive: true)
        clock.advance(1000)
        progress.update(done: 5, total: 4)
        clock.advance(100)
        progress.update(done: 0, total: 0)
        #expect(capture.text() == "\r同步: 5/4 条 (100%)\u{1B}[K\r同步: 0 条\u{1B}[K")
    }

    @Test("a stream that nobody reads does not disturb the work")
    func brokenPipe() {
        Terminal.ignoreBrokenPipes()
        let progress = progress(isInteractive: false)
        capture.closeReading()
        clock.advance(1000)
        progress.update(done: 1, total: 1)
        progress.finish()
        capture.closeWriting()
    }
}
