internal import CurlTransport
internal import FoundationEssentials
internal import SyncProtocol
internal import SyncWire

/// One server and the way to it.
struct ServerConnection: Sendable {
    let address: ServerAddress
    /// `nil` before the device is enrolled.
    let token: String?
    private let transport: CurlTransport

    init(address: ServerAddress, token: String?, caFile: String?) {
        self.address = address
        self.token = token
        transport = CurlTransport(
            configuration: CurlTransport.Configuration(userAgent: "ruhu/1", caFile: caFile))
    }

    /// Sends one message and waits for the reply, whatever its status.
    func post(
        _ path: String, _ body: [UInt8], timeouts: Timeouts,
        progress: (@Sendable (TransferProgress) -> Void)? = nil
    ) async throws(TransportError) -> HTTPResponse {
        var headers = [("Content-Type", "application/x-protobuf"), ("Accept", "application/x-protobuf")]
        if let token { headers.append(("Authorization", "Bearer \(token)")) }
        let request = HTTPRequest(
            method: .post, url: address.text + path, headers: headers, body: body, timeouts: timeouts,
            responseBytesMax: Limits.replyBytesMax)
        return try await transport.send(request, progress: progress)
    }

    func shutdown() { transport.shutdown() }
}

extension HTTPResponse {
    /// Why the server did not do what was asked; `nil` when it did.
    var refusal: SyncSession.RequestFailure? {
        if status == 200 { return nil }
        let problem = try? EnrollMessageCodec.decodeProblem(body)
        if problem?.code == "protocol_unsupported" { return .protocolMismatch(server: problem?.range) }
        let code = problem?.code ?? "http_\(status)"
        let text = problem?.text ?? ""
        switch status {
        case 401, 403: return .denied(code: code, text: text)
        case 413: return .tooLarge
        case 408, 429, 502, 503, 504:
            let now = Int(Date().timeIntervalSince1970)
            let wait = header("Retry-After").flatMap { RetryAfter.seconds($0, nowUnixSeconds: now) }
            return .busy(retryAfterSeconds: wait)
        default: return .unexpected(code: code, text: text)
        }
    }

    /// Whether the reply is one of this protocol's and not some other server's page.
    var isOurs: Bool { header("Content-Type")?.lowercased().hasPrefix("application/x-protobuf") == true }
}
