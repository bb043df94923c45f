import CLibCurl
internal import Glibc
internal import Values

/// What the transport's thread does: takes commands, lets libcurl work, hands out answers, and sleeps in libcurl's
/// poll until a socket, a deadline or a command wakes it. All curl handles live and die here.
struct TransferLoop {
    /// The loop frees it at its end.
    let multi: UnsafeMutableRawPointer
    /// Where commands come from.
    let mailbox: Mailbox
    let configuration: CurlTransport.Configuration
    /// The clock of the timeouts, in seconds.
    let now: @Sendable () -> Double
    private(set) var transfers: [UInt64: Transfer] = [:]

    /// Runs until the mailbox is closed.
    mutating func run() {
        while obey(mailbox.take()) {
            var running: Int32 = 0
            let status = curl_multi_perform(multi, &running)
            if status != CURLM_OK { endAll(.failed(curlCode: 0, detail: String(cString: curl_multi_strerror(status)))) }
            endDone()
            endLate()
            curl_multi_poll(multi, nil, 0, Int32(sleepMilliseconds()), nil)
        }
        endAll(.shutDown)
        curl_multi_cleanup(multi)
    }

    /// - Returns: false when the thread is to end.
    private mutating func obey(_ commands: [Command]) -> Bool {
        var goesOn = true
        for command in commands {
            switch command {
            case .start(let order): start(order)
            case .cancel(let id): end(id: id, .failure(.cancelled))
            case .shutDown: goesOn = false
            }
        }
        return goesOn
    }

    private mutating func start(_ order: TransferOrder) {
        guard let transfer = Transfer(order, configuration: configuration, now: now) else {
            mailbox.transferEnded()
            order.answer.resume(returning: .failure(.failed(curlCode: 0, detail: "no memory for a transfer")))
            return
        }
        transfers[order.id] = transfer
        let status = curl_multi_add_handle(multi, transfer.easy)
        guard status != CURLM_OK else { return }
        let detail = String(cString: curl_multi_strerror(status))
        end(id: order.id, .failure(.failed(curlCode: 0, detail: detail)))
    }

    /// Answers what libcurl has finished.
    private mutating func endDone() {
        var code = CURLE_OK
        while let easy = ruhu_curl_multi_next_done(multi, &code) {
            guard let (id, transfer) = transfers.first(where: { $0.value.easy == easy }) else { continue }
            end(id: id, transfer.result(code: code))
        }
    }

    /// Ends what has passed a deadline.
    private mutating func endLate() {
        let now = now()
        for (id, transfer) in transfers {
            guard let phase = transfer.phaseOverdue(at: now) else { continue }
            end(id: id, .failure(.timedOut(phase: phase)))
        }
    }

    private mutating func endAll(_ error: TransportError) {
        for id in transfers.keys { end(id: id, .failure(error)) }
    }

    private mutating func end(id: UInt64, _ result: Result<HTTPResponse, TransportError>) {
        guard let transfer = transfers.removeValue(forKey: id) else { return }
        curl_multi_remove_handle(multi, transfer.easy)
        mailbox.transferEnded()
        transfer.answer.resume(returning: result)
    }

    /// Until the next deadline, rounded up to whole milliseconds. libcurl shortens it for timeouts of its own.
    private func sleepMilliseconds() -> Int {
        guard let deadline = transfers.values.map(\.nextDeadline).min() else {
            return TransportLimits.pollMillisecondsMax
        }
        let milliseconds = (deadline - now()) * 1_000
        return Int(min(max(milliseconds, 0) + 1, Double(TransportLimits.pollMillisecondsMax)))
    }
}

/// libcurl's multi handle, which holds the connections and is polled by the transport's thread.
///
/// `@unchecked Sendable`: the handle is used by one thread only, except for `wake`, which libcurl allows from any
/// thread (curl_multi_wakeup(3)). The lock that keeps `wake` from a handle that is gone is `Mailbox.state`: it is
/// called under that lock only, and the mailbox gives the handle up (`close`) before the thread frees it.
struct MultiHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer

    /// nil when libcurl has no memory.
    init?() {
        guard CurlLibrary.isReady, let pointer = curl_multi_init() else { return nil }
        self.pointer = pointer
        ruhu_curl_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, TransportLimits.idleConnectionsMax)
    }

    /// Ends the thread's poll, now or the next one.
    func wake() {
        curl_multi_wakeup(pointer)
    }
}

/// libcurl's state for the whole process.
enum CurlLibrary {
    /// Whether libcurl is set up, which happens at the first use and once (curl_global_init(3)).
    static let isReady: Bool = {
        // Told by this variable, libcurl writes the keys of every connection into a file, with which whoever recorded
        // the network reads tokens and residents (libcurl-env(3)). A developer's shell may still have it.
        unsetenv("SSLKEYLOGFILE")
        return ruhu_curl_global_init() == CURLE_OK
    }()
}
