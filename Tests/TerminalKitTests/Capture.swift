import Dispatch
import Glibc
import Synchronization

@testable import TerminalKit

/// A pipe in the place of a terminal, and everything that was written into it.
final class Capture: Sendable {
    private let readEnd: Int32
    private let writeEnd: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        precondition(pipe(&ends) == 0)
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    func terminal(isInteractive: Bool, environment: [String: String] = ["COLUMNS": "40"]) -> Terminal {
        Terminal(descriptor: writeEnd, environment: environment, isInteractive: isInteractive)
    }

    func makeWritingNonBlocking() { _ = fcntl(writeEnd, F_SETFL, O_NONBLOCK) }
    func closeReading() { close(readEnd) }
    func closeWriting() { close(writeEnd) }

    /// Closes the writing end and returns what came out of the other.
    func text() -> String {
        closeWriting()
        return String(decoding: bytes(), as: UTF8.self)
    }

    /// Reads to the end, so it must run beside the writer when there is more than a pipe holds.
    func bytes() -> [UInt8] {
        defer { close(readEnd) }
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while case let count = read(readEnd, &chunk, chunk.count), count > 0 { all += chunk[..<count] }
        return all
    }

    /// What `bytes()` will return, read on another thread meanwhile.
    func bytesMeanwhile() -> () -> [UInt8] {
        let done = DispatchSemaphore(value: 0)
        let result = Mutex<[UInt8]>([])
        DispatchQueue(label: "capture").async {
            let bytes = self.bytes()
            result.withLock { $0 = bytes }
            done.signal()
        }
        return {
            done.wait()
            return result.withLock { $0 }
        }
    }
}
