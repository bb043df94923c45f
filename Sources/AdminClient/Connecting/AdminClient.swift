internal import AdminProtocol
internal import CurlTransport
public import Values

/// The administrator's API of one server. Specification: section "Administration".
///
/// ```swift
/// let client = AdminClient(
///     address: try ServerAddress("https://ruhu.example.cn"), token: token, caFile: nil, userAgent: "script/1",
///     environment: .system)
/// for user in try await client.users() { print(user.login) }
/// ```
///
/// Every call throws ``Failure`` when no answer came or it cannot be read, and ``RefusedRequest``, whose failure says what
/// was refused, about what, and what to do next.
public final class AdminClient: Sendable {
    /// The server that is asked.
    public let address: ServerAddress
    let transport: CurlTransport
    /// The clocks, and the jitter of repeated requests.
    let environment: HostEnvironment
    private let headers: [(String, String)]

    /// - Parameters:
    ///   - address: The server.
    ///   - token: What the server gave the administrator.
    ///   - caFile: A PEM file with the authorities to trust; `nil` for the system's.
    ///   - userAgent: Name and version of the program.
    ///   - environment: The clocks, and the jitter of repeated requests.
    public init(
        address: ServerAddress, token: String, caFile: String?, userAgent: String,
        environment: HostEnvironment
    ) {
        self.address = address
        self.environment = environment
        headers = [("Authorization", "Bearer \(token)"), ("Accept", "application/json")]
        transport = CurlTransport(
            configuration: .init(userAgent: userAgent, caFile: caFile), elapsedSeconds: environment.elapsedSeconds)
    }

    /// Asks for something.
    ///
    /// - Parameters:
    ///   - path: Words of the path below `/v2/admin`.
    ///   - query: Names and values.
    ///   - subject: What the question is about, for messages: a login, an id.
    /// - Returns: The answer.
    /// - Throws: ``Failure`` when none came or it cannot be read, ``RefusedRequest``.
    func get<Reply: Decodable>(
        _ path: [String], query: [(String, String)] = [], about subject: String = ""
    ) async throws -> Reply {
        try await answer(to: try request(.get, path, query: query), about: subject)
    }

    /// Sends something, or nothing, and reads the answer.
    func post<Body: Encodable, Reply: Decodable>(
        _ path: [String], _ body: Body? = nil as String?, about subject: String
    ) async throws -> Reply {
        var request = try request(.post, path)
        if let body {
            request.headers.append(("Content-Type", "application/json"))
            request.body = try JSONText.write(body)
        }
        return try await answer(to: request, about: subject)
    }

    /// Sends a file as it is.
    ///
    /// - Parameters:
    ///   - path: Words of the path below `/v2/admin`.
    ///   - query: Names and values.
    ///   - file: The file; messages name it by its path.
    ///   - type: The media type of its bytes.
    /// - Returns: The answer.
    /// - Throws: ``Failure`` when none came or it cannot be read, ``RefusedRequest``.
    func post<Reply: Decodable>(
        _ path: [String], query: [(String, String)], file: DocumentFile, type: String
    ) async throws -> Reply {
        var request = try request(.post, path, query: query)
        request.headers.append(("Content-Type", type))
        request.body = file.bytes
        return try await answer(to: request, about: file.path)
    }

    private func request(
        _ method: HTTPRequest.Method, _ path: [String], query: [(String, String)] = []
    ) throws(Failure) -> HTTPRequest {
        var url = address.text + "/v2/admin"
        for word in path {
            guard !word.isEmpty else { throw .noName(word) }
            url += "/" + word.percentEncoded
        }
        for (index, (name, value)) in query.enumerated() {
            url += (index == 0 ? "?" : "&") + name.percentEncoded + "=" + value.percentEncoded
        }
        return HTTPRequest(
            method: method, url: url, headers: headers,
            timeouts: Timeouts(connectSeconds: AdminLimits.connectSeconds, stallSeconds: AdminLimits.stallSeconds),
            responseBytesMax: AdminLimits.replyBytesMax)
    }

    private func answer<Reply: Decodable>(to request: HTTPRequest, about subject: String) async throws -> Reply {
        let response: HTTPResponse
        do {
            response = try await transport.send(request, isRepeatable: request.method == .get) { response in
                response.status == 400 && AdminProblem(of: response)?.code == "body_damaged"
            }
        } catch {
            throw error.failure(for: .admin, server: address.text)
        }
        guard (200..<300).contains(response.status) else {
            throw RefusedRequest(
                response, server: address, subject: subject, now: environment.wallMilliseconds())
        }
        do {
            return try JSONText.read(Reply.self, from: response.body)
        } catch {
            throw TransportError.damagedResponse(detail: "JSON").failure(for: .admin, server: address.text)
        }
    }
}

extension ServerAddress {
    /// - Parameter typed: As a person typed it.
    /// - Throws: ``Failure`` `server_address_invalid` with exit code 64.
    public init(_ typed: String) throws(Failure) {
        guard let address = ServerAddress(typed: typed) else {
            // What stands before an @ may be a password.
            let shown = String((typed.lastIndex(of: "@").map { typed[$0...] } ?? typed[...]).trimmed.prefix(200))
            throw Failure(fault: "server_address_invalid", ["shown": "\(shown)"])
        }
        self = address
    }
}

extension Failure {
    fileprivate static func noName(_ word: String) -> Failure {
        Failure(fault: "name_invalid", ["word": "\(word)"])
    }
}
