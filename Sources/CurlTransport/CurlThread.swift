import Glibc
import Synchronization

/// A POSIX thread of its own: curl's poll would block a thread of Swift's small cooperative pool.
final class CurlThread: Sendable {
    /// The thread until somebody joins it.
    private let joinable: Mutex<pthread_t?>

    /// Starts a thread that gets no signals: those are for the program's main thread, and SIGPIPE, which TLS writes
    /// raise under CURLOPT_NOSIGNAL, must not end the program. nil when the system has no thread to give.
    ///
    /// - Parameter body: what the thread does; the thread ends when it returns.
    init?(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }

        let main = Unmanaged.passRetained(ThreadMain(body))
        let status = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<ThreadMain>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, main.toOpaque())
        guard status == 0 else {
            main.release()
            return nil
        }
        joinable = Mutex(thread)
    }

    /// Waits for the end of the thread; the second call and a call from the thread itself return at once.
    func join() {
        let thread = joinable.withLock { joinable in
            defer { joinable = nil }
            return joinable
        }
        guard let thread else { return }
        if pthread_equal(thread, pthread_self()) != 0 {
            pthread_detach(thread)
        } else {
            pthread_join(thread, nil)
        }
    }
}

/// What a thread does, in a box that fits through a C pointer.
private final class ThreadMain: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }
}
