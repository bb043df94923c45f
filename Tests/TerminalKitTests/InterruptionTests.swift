import Glibc
import Synchronization
import Testing

@testable import TerminalKit

/// What is done to the whole process is done in a process of its own (exit tests).
@Suite("Interruption") struct InterruptionTests {
    @Test("before an interruption nothing is cancelled and no action runs")
    func quiet() {
        let count = Mutex(0)
        let interruption = Interruption()
        interruption.onCancel { count.withLock { $0 += 1 } }
        #expect(!interruption.isCancelled)
        #expect(count.withLock { $0 } == 0)
    }

    @Test("an interruption runs each action once, and an action added later at once")
    func actions() {
        let ran = Mutex<[String]>([])
        let interruption = Interruption()
        interruption.onCancel { ran.withLock { $0.append("before") } }
        interruption.cancel()
        interruption.onCancel { ran.withLock { $0.append("after") } }
        interruption.cancel()
        #expect(interruption.isCancelled)
        #expect(ran.withLock { $0 } == ["before", "after"])
    }

    @Test("the first SIGINT cancels and lets the process go on to its own end")
    func firstInterrupt() async {
        await #expect(processExitsWith: .exitCode(3)) {
            let interruption = Interruption.install()
            await withCheckedContinuation { continuation in
                interruption.onCancel { continuation.resume() }
                kill(getpid(), SIGINT)
            }
            exit(interruption.isCancelled ? 3 : 4)
        }
    }

    @Test("the first SIGTERM cancels too")
    func firstTermination() async {
        await #expect(processExitsWith: .exitCode(3)) {
            let interruption = Interruption.install()
            await withCheckedContinuation { continuation in
                interruption.onCancel { continuation.resume() }
                kill(getpid(), SIGTERM)
            }
            exit(3)
        }
    }

    @Test("the second signal exits with 130 at once, even while an action does not come to its end")
    func secondInterrupt() async {
        await #expect(processExitsWith: .exitCode(130)) {
            let interruption = Interruption.install()
            interruption.onCancel {
                kill(getpid(), SIGINT)
                while true { pause() }
            }
            kill(getpid(), SIGINT)
            while true { pause() }
        }
    }

    @Test("after restore a signal does what it did before: SIGTERM ends the process")
    func restored() async {
        await #expect(processExitsWith: .signal(SIGTERM)) {
            let interruption = Interruption.install()
            interruption.restore()
            interruption.restore()
            kill(getpid(), SIGTERM)
            while true { pause() }
        }
    }

    @Test("installing twice gives the same; installing after restore starts afresh and works")
    func again() async {
        await #expect(processExitsWith: .exitCode(3)) {
            let first = Interruption.install()
            if Interruption.install() !== first { exit(5) }
            await withCheckedContinuation { continuation in
                first.onCancel { continuation.resume() }
                kill(getpid(), SIGINT)
            }
            first.restore()
            let second = Interruption.install()
            if second === first || second.isCancelled { exit(6) }
            await withCheckedContinuation { continuation in
                second.onCancel { continuation.resume() }
                kill(getpid(), SIGINT)
            }
            exit(3)
        }
    }
}
