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
    private let environment: HostEnvironment
    private let transport: CurlTransport

    /// - Parameters:
    ///   - address: An http or https URL without a slash at its end.
    ///   - token: The secret of the device's enrolment; `nil` before the device is enrolled.
    ///   - caFile: Certificates to trust in place of the system's.
    ///   - environment: The clocks: of the timeouts, and that against which a server's date to come back at is held.
    public init(address: String, token: String?, caFile: String?, environment: HostEnvironment) {
        name = address
        self.token = token
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
                    responseBytesMax: Limits.replyBytesMax))
        } catch {
            throw UpstreamFault(error, server: name)
        }
        let traffic = Traffic(bytesSent: response.bytesSent, bytesReceived: response.bytesReceived)
        guard response.status == 200 else { throw refusal(response, traffic) }
        do {
            return Exchange(try decode(response.body), traffic: traffic)
        } catch {
            // Whether the reply is one of this protocol's and not some other server's page.
            let isOurs = response.header("Content-Type")?.lowercased().hasPrefix("application/x-protobuf") == true
            throw unexpected(isOurs ? "reply_damaged" : "not_a_server", error.text, mayHaveActed: isOurs, traffic)
        }
    }

    private func unexpected(
        _ code: String, _ text: String, mayHaveActed: Bool = false, _ traffic: Traffic = Traffic()
    ) -> UpstreamFault {
        UpstreamFault(
            cause: .unexpected(code: code, text: text), server: name, mayHaveActed: mayHaveActed, traffic: traffic)
    }

    /// Why the server did not do what was asked.
    private func refusal(_ response: HTTPResponse, _ traffic: Traffic) -> UpstreamFault {
        let problem = try? EnrollMessageCodec.decodeProblem(response.body)
        // Only a refusal in the server's own words is one; a failed server or a proxy may have let a code pass.
        return UpstreamFault(
            cause: cause(of: response, problem), server: name,
            mayHaveActed: response.status >= 500 && (problem == nil || problem?.code == "internal"), traffic: traffic)
    }

    private func cause(of response: HTTPResponse, _ problem: Problem?) -> SyncSession.RequestFailure {
        if problem?.code == "protocol_unsupported" { return .protocolMismatch(server: problem?.range) }
        let code = problem?.code ?? "http_\(response.status)"
        let text = problem?.text ?? ""
        switch response.status {
        case 401, 403: return .denied(code: code, text: text)
        case 413: return .tooLarge
        case 408, 429, 502, 503, 504:
            let now = Int(environment.wallMilliseconds() / 1_000)
            return .busy(
                retryAfterSeconds: response.header("Retry-After").flatMap {
                    RetryAfter.seconds($0, nowUnixSeconds: now)
                })
        default: return .unexpected(code: code, text: text)
        }
    }
}
