import Gzip
internal import SyncProtocol

/// A complete response, whatever its status: 4xx and 5xx are responses, not errors of the transport.
public struct HTTPResponse: Sendable {
    /// The status code, 200 to 599 in practice.
    public var status: Int

    /// Header names and values as received and in their order, without informational (1xx) headers and trailers.
    public var headers: [(String, String)]

    /// The body, unpacked when it came as gzip.
    public var body: [UInt8]

    /// Bytes of the request body on the wire: after compression, without headers.
    public var bytesSent: Int

    /// Bytes of the response body on the wire: before unpacking, without headers and the framing of chunks.
    public var bytesReceived: Int

    /// Whether a digest came with the body; one that differs is an error of the transport.
    public var isDigested = false

    /// The value of the first header of that name, whatever its case; nil when there is none.
    public func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.0.lowercased() == wanted }?.1
    }

    /// Checks and unpacks the body of a response as it came over the wire. Done by the caller's task, so that a large body
    /// does not hold up other transfers.
    func decoded(limit: Int) throws(TransportError) -> HTTPResponse {
        var response = self
        let digests = headers.filter { $0.0.lowercased() == ContentDigest.header.lowercased() }.map(\.1)
        switch ContentDigest.verdict(digests.joined(separator: ","), of: body) {
        case .absent: break
        case .fits: response.isDigested = true
        case .differs: throw .digestDiffers
        }
        switch header("Content-Encoding")?.lowercased() {
        case nil, "", "identity":
            break
        case "gzip", "x-gzip":
            // A response that has no body, such as 204, may still name the encoding.
            if !body.isEmpty { response.body = try unpacked(limit: limit) }
        case let other?:
            throw .damagedResponse(detail: "unknown content encoding \(other.prefix(40))")
        }
        return response
    }

    private func unpacked(limit: Int) throws(TransportError) -> [UInt8] {
        do {
            return try Gzip.decompress(body, limit: limit)
        } catch {
            switch error {
            case .tooLarge(let limit): throw .tooLarge(limit: limit)
            case .damaged: throw .damagedResponse(detail: "the gzip body is damaged")
            case .truncated: throw .damagedResponse(detail: "the gzip body ends early")
            case .outOfMemory: throw .damagedResponse(detail: "no memory to unpack the gzip body")
            }
        }
    }
}
