internal import Values

/// HTTP/1.1 over libcurl on a thread of its own.
///
/// One transport keeps its connections open from request to request, so a program makes one and keeps it. Requests may
/// be sent from any task and run side by side. Certificates are always verified, redirects are never followed, and
/// nothing is retried except what libcurl does by itself: when a kept connection turns out to be closed before any
/// byte of a response came, the request goes out again on a new one.
///
/// Proxies are taken from the environment as libcurl does by default (`http_proxy`, `HTTPS_PROXY`, `NO_PROXY`), but
/// never for this machine's own addresses.
///
///     let transport = CurlTransport(
///         configuration: .init(userAgent: "ruhu"), elapsedSeconds: environment.elapsedSeconds)
///     let response = try await transport.send(HTTPRequest(url: "https://nanhai.example/", responseBytesMax: 1 << 20))
public final class CurlTransport: Sendable {
    /// What all requests of a transport have in common.
    public struct Configuration: Sendable, Equatable {
        /// The value of the User-Agent header.
        public var userAgent: String

        /// A PEM file with the certificates to trust instead of the system's; nil for the system's.
        public var caFile: String?

        /// Makes it of parts that the properties describe.
        public init(userAgent: String, caFile: String? = nil) {
            self.userAgent = userAgent
            self.caFile = caFile
        }
    }

    private let mailbox: Mailbox
    private let thread: CurlThread?
    private let caFile: String?

    /// Starts the thread. When the system has no memory or thread to give, `send` throws `.failed`.
    ///
    /// - Parameters:
    ///   - configuration: what all requests have in common.
    ///   - elapsedSeconds: the clock of the timeouts that the transport counts itself: all but connecting.
    public init(configuration: Configuration, elapsedSeconds: @escaping @Sendable () -> Double) {
        caFile = configuration.caFile
        guard let multi = MultiHandle() else {
            mailbox = Mailbox(wakeup: nil)
            thread = nil
            return
        }
        let mailbox = Mailbox(wakeup: multi)
        self.mailbox = mailbox
        thread = CurlThread {
            var loop = TransferLoop(
                multi: multi.pointer, mailbox: mailbox, configuration: configuration, now: elapsedSeconds)
            loop.run()
        }
    }

    deinit {
        shutdown()
    }

    /// Sends a request and waits for the whole response, whatever its status.
    ///
    /// Cancelling the task ends the transfer at once and closes its connection.
    ///
    /// - Parameters:
    ///   - request: what to send.
    ///   - progress: called when bytes have moved, on the transport's thread: it must return soon and not wait.
    /// - Returns: the response, its body unpacked.
    /// - Throws: `TransportError`; `.cancelled` when the task was cancelled, `.shutDown` after or by `shutdown`.
    public func send(
        _ request: HTTPRequest,
        progress: (@Sendable (TransferProgress) -> Void)? = nil
    ) async throws(TransportError) -> HTTPResponse {
        guard thread != nil else { throw .failed(curlCode: 0, detail: "no thread or memory for libcurl") }
        let prepared = try PreparedRequest(request)
        // libcurl would wait at a pipe until somebody writes certificates into it.
        if prepared.url.isHTTPS, let caFile, WholeFile.isOther(caFile) { throw .unreadableCAFile(path: caFile) }
        let id = mailbox.makeID()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { answer in
                let order = TransferOrder(id: id, request: prepared, progress: progress, answer: answer)
                do throws(TransportError) {
                    guard !Task.isCancelled else { throw .cancelled }
                    try mailbox.post(order)
                    // A cancellation between the two lines above came before the order, and nobody heeded it.
                    if Task.isCancelled { mailbox.cancel(id: id) }
                } catch {
                    answer.resume(returning: .failure(error))
                }
            }
        } onCancel: {
            mailbox.cancel(id: id)
        }
        return try result.get().decoded(limit: request.responseBytesMax)
    }

    /// The same, once more and again when a body was damaged on the way, at most `TransportLimits.damagedTriesMax` times.
    ///
    /// - Parameters:
    ///   - request: what to send.
    ///   - isRepeatable: whether the server may be asked twice, so that a damaged reply is fetched again.
    ///   - isDamaged: whether a response says, or shows, that a body did not come as it was sent.
    /// - Returns: the first response that is whole, else the last one.
    /// - Throws: as above; `.digestDiffers` when the reply never came whole.
    public func send(
        _ request: HTTPRequest, isRepeatable: Bool, againWhile isDamaged: (HTTPResponse) -> Bool
    ) async throws(TransportError) -> HTTPResponse {
        for _ in 1..<TransportLimits.damagedTriesMax {
            do throws(TransportError) {
                let response = try await send(request)
                if !isDamaged(response) { return response }
            } catch {
                guard error == .digestDiffers, isRepeatable else { throw error }
            }
        }
        return try await send(request)
    }

    /// Ends all transfers with `.shutDown`, closes the connections, and waits for the thread to end, which takes
    /// milliseconds. Later calls do nothing; `send` then throws `.shutDown`.
    public func shutdown() {
        mailbox.close()
        thread?.join()
    }
}
