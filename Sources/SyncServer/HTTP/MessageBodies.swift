internal import AdminProtocol
internal import Gzip
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import SyncWire
internal import Values

extension Request {
    /// The whole body, unpacked.
    ///
    /// - Parameter limit: Bytes, packed as well as unpacked.
    /// - Returns: The unpacked bytes.
    /// - Throws: A 413 beyond the limit, a 415 for a packing the server does not know, a 400 for damaged gzip.
    func wholeBody(limit: Int) async throws -> [UInt8] {
        let encoding = (headers[.contentEncoding] ?? "identity").lowercased()
        guard encoding == "identity" || encoding == "gzip" else {
            throw Refusal(.unsupportedMediaType, "encoding_unsupported", "Content-Encoding \(encoding) is not known")
        }
        let buffer = try await body.collect(upTo: limit)
        let bytes = [UInt8](buffer.readableBytesView)
        guard encoding == "gzip" else { return bytes }
        do {
            return try Gzip.decompress(bytes, limit: limit)
        } catch GzipError.tooLarge {
            throw Refusal(.contentTooLarge, "too_large", "the unpacked body has more than \(limit) bytes")
        } catch GzipError.outOfMemory {
            throw Refusal.busy
        } catch {
            throw Refusal(.badRequest, "bad_request", "the body is not whole gzip")
        }
    }

    /// The whole body as JSON.
    func json<Body: Decodable>(_ type: Body.Type) async throws -> Body {
        let bytes = try await wholeBody(limit: ServerLimits.adminBodyBytesMax)
        do {
            return try JSONText.read(type, from: bytes)
        } catch {
            throw Refusal(.badRequest, "bad_request", "the body is not the JSON that this path takes")
        }
    }

    /// The token of `Authorization: Bearer`.
    var bearerToken: String? {
        guard let header = headers[.authorization] else { return nil }
        let words = header.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
        return String(words[1])
    }

    /// Whether the sender understands gzip, by `Accept-Encoding`; a weight of zero says that it does not.
    var acceptsGzip: Bool {
        (headers[.acceptEncoding] ?? "").lowercased().split(separator: ",").contains { part in
            let words = part.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
            guard words.first == "gzip" else { return false }
            return !words.dropFirst().contains { ["q=0", "q=0.0", "q=0.00", "q=0.000"].contains($0) }
        }
    }
}

extension Response {
    /// A reply with one protobuf message.
    static func message(_ bytes: [UInt8], to request: Request) -> Response {
        packed(bytes, type: "application/x-protobuf", status: .ok, to: request)
    }

    /// A reply with one JSON value.
    static func json(_ value: some Encodable, to request: Request) throws -> Response {
        packed(try JSONText.write(value), type: "application/json", status: .ok, to: request)
    }

    /// A refusal, in the language of its path: JSON for administrators and health, protobuf for devices.
    static func refusal(_ refusal: Refusal, to request: Request) -> Response {
        let isMessage = ["/v1/sync", "/v1/verify", "/v1/enroll"].contains(request.uri.path)
        var bytes: [UInt8] = []
        if isMessage {
            let problem = Problem(code: refusal.code, text: refusal.text, range: refusal.range)
            bytes = (try? EnrollMessageCodec.encode(problem)) ?? []
        } else {
            let problem = AdminProblem(
                code: refusal.code, text: refusal.text, rows: refusal.rows, faults: refusal.faults)
            bytes = (try? JSONText.write(problem)) ?? []
        }
        let type = isMessage ? "application/x-protobuf" : "application/json"
        var response = packed(bytes, type: type, status: .init(code: refusal.status.rawValue), to: request)
        if let seconds = refusal.retryAfterSeconds { response.headers[.retryAfter] = String(seconds) }
        if refusal.status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer realm=\"ruhu\"" }
        return response
    }

    /// Level 1, because the server packs for many; only where it makes the body smaller.
    private static func packed(
        _ bytes: [UInt8], type: String, status: HTTPResponse.Status, to request: Request
    ) -> Response {
        var headers: HTTPFields = [.contentType: type, .cacheControl: "no-store"]
        var body = bytes
        if bytes.count >= ServerLimits.gzipBytesMin, request.acceptsGzip,
            let smaller = try? Gzip.compress(bytes, level: 1), smaller.count < bytes.count
        {
            body = smaller
            headers[.contentEncoding] = "gzip"
        }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
