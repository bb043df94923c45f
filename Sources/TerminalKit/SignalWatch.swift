import Dispatch
import Glibc
import Synchronization

/// Turns the first SIGINT or SIGTERM into a call on an ordinary thread; the second ends the process.
///
/// A self-pipe: a signal handler may do next to nothing (signal-safety(7)), so it writes one byte, and whoever reads
/// the pipe does the work. The second signal is answered in the handler itself, whatever the threads are busy with.
struct SignalWatch: Sendable {
    private static let signals = [SIGINT, SIGTERM]

    private let previous: [sigaction]
    private let writeEnd: Int32

    /// Only one may be in force at a time, which `Interruption` sees to.
    init(_ onFirstSignal: @escaping @Sendable () -> Void) {
        let (readEnd, writeEnd) = SignalPipe.makeEnds()
        self.writeEnd = writeEnd

        // A private queue has a thread of its own to block; it ends when `end()` closes the other side.
        DispatchQueue(label: "ruhu.signals").async {
            var byte: UInt8 = 0
            while read(readEnd, &byte, 1) == 1 { onFirstSignal() }
            close(readEnd)
        }

        // Stored before the handler is in place, which also makes sure that the globals are initialised by then.
        signalsReceived.store(0, ordering: .sequentiallyConsistent)
        wakeupDescriptor.store(writeEnd, ordering: .sequentiallyConsistent)
        previous = Self.signals.map { SignalPipe.catching($0, by: receiveSignal) }
    }

    /// Puts the former handlers back and lets go of the pipe.
    func end() {
        SignalPipe.putBack(previous, of: Self.signals)
        wakeupDescriptor.store(-1, ordering: .sequentiallyConsistent)
        close(writeEnd)
    }
}

private let signalsReceived = Atomic<Int>(0)
private let wakeupDescriptor = Atomic<Int32>(-1)

/// The signal handler: atomics, write(2) and _exit(2) only, and `errno` as it was found.
private func receiveSignal(_ number: Int32) {
    let code = errno
    if signalsReceived.add(1, ordering: .sequentiallyConsistent).oldValue > 0 { _exit(Interruption.exitCode) }
    var byte: UInt8 = 1
    _ = write(wakeupDescriptor.load(ordering: .sequentiallyConsistent), &byte, 1)
    errno = code
}
