internal import AdminProtocol
internal import Gzip
internal import Hummingbird
internal import SyncProtocol
internal import SyncWire
internal import Values

extension Request {
    /// The whole body, unpacked.
    ///
    /// - Parameter limit: Bytes, packed as well as unpacked.
    /// - Returns: The unpacked bytes.
    /// - Throws: A 413 beyond the limit, a 415 for a packing the server does not know, a 400 for damaged gzip or a body that
    ///   is not the one its digest was made of.
    func wholeBody(limit: Int) async throws -> [UInt8] {
        let encoding = (headers[.contentEncoding] ?? "identity").lowercased()
        guard encoding == "identity" || encoding == "gzip" else {
            throw Refusal(.unsupportedMediaType, "encoding_unsupported", "Content-Encoding \(encoding) is not known")
        }
        let buffer = try await body.collect(upTo: limit)
        let bytes = [UInt8](buffer.readableBytesView)
        try checkDigest(of: bytes)
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

    /// A refusal, as a group of routes writes it.
    static func refusal(_ refusal: Refusal, as writing: RefusalWriting, to request: Request) -> Response {
        var response = packed(
            (try? writing.bytes(of: refusal)) ?? [], type: writing.type,
            status: .init(code: refusal.status.rawValue), to: request)
        if let seconds = refusal.retryAfterSeconds { response.headers[.retryAfter] = String(seconds) }
        if refusal.endsConnection { response.headers[.connection] = "close" }
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
        headers[.contentDigest] = ContentDigest.value(of: body)
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}

/// Turns whatever a group of routes throws into a refusal, written as those read it who use the group.
enum RefusalWriting: RouterMiddleware {
    /// JSON for administrators and monitoring.
    case json
    /// A message for devices.
    case message

    var type: String {
        switch self {
        case .json: "application/json"
        case .message: "application/x-protobuf"
        }
    }

    func bytes(of refusal: Refusal) throws -> [UInt8] {
        switch self {
        case .json:
            try JSONText.write(
                AdminProblem(code: refusal.code, text: refusal.text, rows: refusal.rows, faults: refusal.faults))
        case .message:
            try EnrollMessageCodec.encode(Problem(code: refusal.code, text: refusal.text, range: refusal.range))
        }
    }

    func handle(
        _ request: Request, context: ServerRequestContext,
        next: (Request, ServerRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let refusal = Refusal(error)
            context.note["code"] = refusal.code
            context.note["reason"] = refusal.text
            if refusal.status.rawValue >= 500 { context.note["error"] = String(describing: error) }
            return .refusal(refusal, as: self, to: request)
        }
    }
}
