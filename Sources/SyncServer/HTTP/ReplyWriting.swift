internal import AdminProtocol
internal import Gzip
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import SyncWire
internal import Values

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
