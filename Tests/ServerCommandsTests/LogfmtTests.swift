import Foundation
import Logging
import Testing
import Values

@testable import ServerCommands

/// What the log says goes to standard error, which is read from processes of their own.
@Suite struct LogfmtTests {
    /// The lines that a process logs, without their times.
    private func lines(_ content: [UInt8]?) throws -> [String] {
        let text = String(decoding: try #require(content), as: UTF8.self)
        let lines = text.split(separator: "\n").map(String.init).filter { $0.hasPrefix("time=") }
        return try lines.map { line in
            let time = line.dropFirst("time=".count).prefix { $0 != " " }
            _ = try Date(String(time), strategy: .iso8601)
            return String(line.dropFirst("time=".count + time.count + 1))
        }
    }

    @Test func `a line has the message and the facts in the order of their names`() async throws {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            var logger = Logger(label: "t") { _ in LogfmtHandler(environment: .system) }
            logger[metadataKey: "b"] = "of the logger"
            logger[metadataKey: "a"] = "1"
            logger.notice("request", metadata: ["status": "200", "b": "of the event", "method": "POST"])
            logger.error("failed")
        }
        #expect(
            try lines(result?.standardErrorContent) == [
                #"level=notice message=request a=1 b="of the event" method=POST status=200"#,
                #"level=error message=failed a=1 b="of the logger""#,
            ])
    }

    @Test func `nothing that a client sent begins a line, ends a value or makes up a fact`() async throws {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            let logger = Logger(label: "t") { _ in LogfmtHandler(environment: .system) }
            let sent = ["a b", "x=1", "\"", "", "a\nlevel=error", "\r\u{7}\u{1B}[2J\u{0}", "\\", "入户", "plain-1/ä"]
            for text in sent { logger.info("m", metadata: ["path": .string(text)]) }
        }
        #expect(
            try lines(result?.standardErrorContent) == [
                #"level=info message=m path="a b""#, #"level=info message=m path="x=1""#,
                #"level=info message=m path="\"""#, #"level=info message=m path="""#,
                #"level=info message=m path="a\nlevel=error""#,
                #"level=info message=m path="\r\u0007\u001b[2J\u0000""#, #"level=info message=m path=\"#,
                #"level=info message=m path="入户""#, #"level=info message=m path="plain-1/ä""#,
            ])
    }

    @Test func `what lies below the level is not written`() async throws {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            var logger = Logger(label: "t") { _ in LogfmtHandler(environment: .system) }
            logger.debug("unseen")
            logger.logLevel = .debug
            logger.debug("seen")
        }
        #expect(try lines(result?.standardErrorContent) == ["level=debug message=seen"])
    }
}
