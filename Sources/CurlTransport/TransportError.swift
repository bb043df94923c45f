public import Values

/// Why no response came. A response with an error status is not among these.
public enum TransportError: Error, Sendable, Equatable {
    /// What a transfer was waiting for when its time was up.
    public enum Phase: String, Sendable, Equatable {
        /// Resolving, connecting or the TLS handshake (`Timeouts.connectSeconds`).
        case connect
        /// The next byte in either direction (`Timeouts.stallSeconds`).
        case stall
        /// The end of the transfer (`Timeouts.totalSeconds`).
        case total
    }

    /// No connection: refused, no route, or the proxy would not. `detail` names the address and the reason.
    case unreachable(detail: String)
    /// The host's or the proxy's name has no address, or the name server does not answer.
    case resolveFailed(host: String)
    case timedOut(phase: Phase)
    /// The server's certificate is not trusted, has expired, or is for another name.
    case certificate(detail: String)
    /// The TLS handshake failed for another reason, such as a server that speaks plain HTTP there.
    case tls(detail: String)
    /// The CA file of the configuration is missing or holds no certificate.
    case unreadableCAFile(path: String)
    /// The connection ended before the response did. The server may or may not have acted on the request.
    case connectionLost(detail: String)
    /// What came back is not HTTP, or its body does not unpack.
    case damagedResponse(detail: String)
    /// The response body is not the one that was sent: the digest beside it differs.
    case digestDiffers
    /// The response body, as received or as unpacked, has more than `limit` bytes.
    case tooLarge(limit: Int)
    /// Not an absolute http or https URL, or one that holds a user name. A password in it is left out here.
    case invalidURL(String)
    /// A header's name is not a token, or its value holds a control character. The value is left out here: it may be
    /// a secret.
    case invalidHeader(name: String)
    /// As many transfers as the transport takes are under way.
    case busy(limit: Int)
    /// The task was cancelled.
    case cancelled
    /// The transport was shut down before or during the transfer.
    case shutDown
    /// libcurl failed on our side; `curlCode` is a code of libcurl-errors(3).
    case failed(curlCode: Int, detail: String)
}

extension TransportError {
    /// Whether the same request may succeed later with nothing changed on this machine.
    public var isRetryable: Bool {
        switch self {
        case .unreachable, .resolveFailed, .timedOut, .connectionLost, .damagedResponse, .digestDiffers, .busy: true
        case .certificate, .tls, .unreadableCAFile, .tooLarge, .invalidURL, .invalidHeader, .cancelled, .shutDown,
            .failed:
            false
        }
    }
}

extension TransportError: CustomStringConvertible {
    /// One English line for logs. What people read is worded, in their language, by the commands.
    public var description: String {
        switch self {
        case .unreachable(let detail): "server unreachable: \(detail)"
        case .resolveFailed(let host): "no address for \(host)"
        case .timedOut(.connect): "timed out connecting"
        case .timedOut(.stall): "timed out waiting for bytes"
        case .timedOut(.total): "timed out before the transfer ended"
        case .certificate(let detail): "certificate refused: \(detail)"
        case .tls(let detail): "TLS failed: \(detail)"
        case .unreadableCAFile(let path): "CA file is missing or holds no certificate: \(path)"
        case .connectionLost(let detail): "connection lost: \(detail)"
        case .damagedResponse(let detail): "damaged response: \(detail)"
        case .digestDiffers: "damaged response: its digest differs"
        case .tooLarge(let limit): "response larger than \(limit) bytes"
        case .invalidURL(let url): "not an absolute http or https URL: \(url)"
        case .invalidHeader(let name): "invalid header: \(name)"
        case .busy(let limit): "\(limit) transfers are under way already"
        case .cancelled: "cancelled"
        case .shutDown: "transport was shut down"
        case .failed(let curlCode, let detail): "libcurl failed with code \(curlCode): \(detail)"
        }
    }
}

extension TransportError {
    /// What a program says of the error.
    ///
    /// - Parameters:
    ///   - program: A device reads what it cannot make out as a bad line; the office, as a server that is not ours.
    ///   - server: What people call the server.
    /// - Returns: What is wrong, and what to do.
    public func failure(for program: ProgramName, server: String) -> Failure {
        func failure(_ fault: String, _ detail: String = "") -> Failure {
            Failure(fault: fault, for: program, ["server": server, "detail": detail])
        }
        func unreachable(_ reason: String, _ words: [String: String] = [:]) -> Failure {
            let detail = Localized(fault: reason, words)
            return Failure(fault: "server_unreachable", for: program, ["server": server], bilingual: ["detail": detail])
        }
        return switch self {
        case .unreachable(let detail): unreachable("no_connection", ["detail": detail])
        case .resolveFailed(let host): unreachable("host_unknown", ["host": host])
        case .timedOut(.connect): unreachable("connect_timeout")
        case .timedOut: unreachable("reply_timeout")
        case .connectionLost: unreachable("connection_lost")
        case .damagedResponse(let detail) where program == .admin: failure("reply_damaged", detail)
        case .damagedResponse: unreachable("reply_broken")
        case .digestDiffers: failure("reply_altered")
        case .certificate(let detail): failure("certificate_refused", detail)
        case .tls(let detail): failure("tls_failed", detail)
        case .unreadableCAFile(let path): failure("ca_file_unreadable", path)
        case .tooLarge(let limit) where program == .admin: failure("reply_damaged", "> \(limit) bytes")
        case .invalidURL where program == .admin: failure("server_address_invalid")
        case .invalidHeader where program == .admin: failure("token_malformed")
        case .tooLarge, .invalidURL, .invalidHeader, .busy, .failed: failure("transport_failed", "\(self)")
        case .cancelled, .shutDown: failure("interrupted")
        }
    }
}
