import Gzip

/// A response as it came over the wire, its body not yet unpacked.
struct WireResponse: Sendable {
    let status: Int
    let headers: [(String, String)]
    let body: [UInt8]
    let bytesSent: Int

    /// Unpacks the body. Done by the caller's task, so that a large body does not hold up other transfers.
    ///
    /// - Parameter limit: most unpacked bytes.
    /// - Returns: what the caller gets.
    /// - Throws: `TransportError.tooLarge` or `.damagedResponse`.
    func decoded(limit: Int) throws(TransportError) -> HTTPResponse {
        var response = HTTPResponse(
            status: status, headers: headers, body: body, bytesSent: bytesSent, bytesReceived: body.count)
        switch response.header("Content-Encoding")?.lowercased() {
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
