internal import CurlTransport
public import SyncProtocol
public import SyncWire
public import Values

/// A server over HTTP, by libcurl.
public struct CurlUpstream: Upstream {
    /// The server's address without a slash at its end.
    public let name: String
    /// The secret of the device's enrolment; `nil` before the device is enrolled.
    private let token: String?
    private let expectsDigests: Bool
    private let environment: HostEnvironment
    private let transport: CurlTransport

    /// - Parameters:
    ///   - address: An http or https URL without a slash at its end.
    ///   - token: The secret of the device's enrolment; `nil` before the device is enrolled.
    ///   - expectsDigests: Whether this server is known to send a digest with each reply, so that one without was damaged.
    ///   - caFile: Certificates to trust in place of the system's.
    ///   - environment: The clocks: of the timeouts, and that against which a server's date to come back at is held.
    public init(
        address: String, token: String?, expectsDigests: Bool = false, caFile: String?, environment: HostEnvironment
    ) {
        name = address
        self.token = token
        self.expectsDigests = expectsDigests
        self.environment = environment
        transport = CurlTransport(
            configuration: .init(userAgent: "ruhu/1", caFile: caFile), elapsedSeconds: environment.elapsedSeconds)
    }

    /// `POST /v1/sync`.
    public func sync(
        _ request: SyncRequest, patience: RequestPatience
    ) async throws(UpstreamFault) -> Exchange<SyncReply> {
        // A request that only began is no progress: a server that takes connections and drops them would otherwise be
        // tried for ever. What stalls inside a request, the transport times.
        try await exchange("/v1/sync", patience, SyncMessageCodec.decodeReply) { () throws(MessageFault) in
            try SyncMessageCodec.encode(request)
        }
    }

    /// `POST /v1/verify`.
    public func verify(
        _ request: VerifyRequest, patience: RequestPatience
    ) async throws(UpstreamFault) -> VerifyReply {
        try await exchange("/v1/verify", patience, VerifyMessageCodec.decodeReply) { () throws(MessageFault) in
            try VerifyMessageCodec.encode(request)
        }.reply
    }

    /// `POST /v1/enroll`.
    public func enroll(
        _ request: EnrollRequest, patience: RequestPatience
    ) async throws(UpstreamFault) -> EnrollReply {
        try await exchange("/v1/enroll", patience, EnrollMessageCodec.decodeReply) { () throws(MessageFault) in
            try EnrollMessageCodec.encode(request)
        }.reply
    }

    /// Ends all transfers; later ones are refused.
    public func close() { transport.shutdown() }

    /// Sends one message and reads the reply.
    private func exchange<Reply: Sendable>(
        _ path: String, _ patience: RequestPatience, _ decode: ([UInt8]) throws(MessageFault) -> Reply,
        message: () throws(MessageFault) -> [UInt8]
    ) async throws(UpstreamFault) -> Exchange<Reply> {
        var headers = [("Content-Type", "application/x-protobuf"), ("Accept", "application/x-protobuf")]
        if let token { headers.append(("Authorization", "Bearer \(token)")) }
        let body: [UInt8]
        do { body = try message() } catch { throw unexpected("message_invalid", error.text) }
        let response: HTTPResponse
        do {
            response = try await transport.send(
                HTTPRequest(
                    method: .post, url: name + path, headers: headers, body: body,
                    timeouts: Timeouts(connectSeconds: patience.connectSeconds, stallSeconds: patience.stallSeconds),
                    responseBytesMax: Limits.replyBytesMax),
                // Each of the three messages may be sent twice.
                isRepeatable: true
            ) { $0.problem?.code == "body_damaged" || lacksDigest($0) }
        } catch {
            throw UpstreamFault(error, server: name)
        }
        let traffic = Traffic(bytesSent: response.bytesSent, bytesReceived: response.bytesReceived)
        guard response.status == 200 else { throw refusal(response, traffic) }
        guard response.isOurs else { throw unexpected("not_a_server", "HTTP 200", traffic) }
        guard !lacksDigest(response) else {
            throw unexpected("reply_altered", "its digest is missing", mayHaveActed: true, traffic)
        }
        do {
            return Exchange(try decode(response.body), traffic: traffic, isDigested: response.isDigested)
        } catch {
            throw unexpected("reply_damaged", error.text, mayHaveActed: true, traffic)
        }
    }

    private func lacksDigest(_ response: HTTPResponse) -> Bool {
        expectsDigests && response.status == 200 && response.isOurs && !response.isDigested
    }

    private func unexpected(
        _ code: String, _ text: String, mayHaveActed: Bool = false, _ traffic: Traffic = Traffic()
    ) -> UpstreamFault {
        UpstreamFault(
            cause: .unexpected(code: code, text: text), server: name, mayHaveActed: mayHaveActed, traffic: traffic)
    }

    /// Why the server did not do what was asked.
    private func refusal(_ response: HTTPResponse, _ traffic: Traffic) -> UpstreamFault {
        let problem = response.problem
        // Only a refusal in the server's own words is one; a failed server or a proxy may have let a code pass.
        return UpstreamFault(
            cause: cause(of: response, problem), server: name,
            mayHaveActed: response.isFailure && (problem == nil || problem?.code == "internal"), traffic: traffic)
    }

    private func cause(of response: HTTPResponse, _ problem: Problem?) -> SyncSession.RequestFailure {
        if problem?.code == "protocol_unsupported" { return .protocolMismatch(server: problem?.range) }
        let status = "http_\(response.status)"
        switch response.status {
        // In other words than the server's it is somebody else who answers, such as a log-in page.
        case 401, 403:
            if let problem { return .denied(code: problem.code, text: problem.text) }
        case 413: return .tooLarge
        case 408, 429, 502, 503, 504:
            let now = Int(environment.wallMilliseconds() / 1_000)
            return .busy(
                retryAfterSeconds: response.header("Retry-After").flatMap {
                    RetryAfter.seconds($0, nowUnixSeconds: now)
                }, code: problem?.code ?? status)
        default: break
        }
        if let problem { return .unexpected(code: problem.code, text: problem.text) }
        // Our server, and what stands before it when it is ill (5xx), were told apart above from whoever answers in its place:
        // the log-in page of a network, a proxy that wants a password (407), another web site.
        return .unexpected(code: response.isFailure ? status : "not_a_server", text: "HTTP \(response.status)")
    }
}

extension HTTPResponse {
    /// Whether our server, or what stands before it, failed: 5xx, but for a network's own that wants a log-in (511, RFC 6585).
    fileprivate var isFailure: Bool { status >= 500 && status != 511 }

    /// Whether it is of this protocol, and not some other server's page.
    fileprivate var isOurs: Bool { header("Content-Type")?.lowercased().hasPrefix("application/x-protobuf") == true }

    /// The server's own words for a refusal; `nil` when it is none, or of somebody else.
    fileprivate var problem: Problem? {
        status != 200 && isOurs ? try? EnrollMessageCodec.decodeProblem(body) : nil
    }
}
