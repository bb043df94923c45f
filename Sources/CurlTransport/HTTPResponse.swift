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

    /// - Parameters:
    ///   - status: see the property.
    ///   - headers: see the property.
    ///   - body: see the property.
    ///   - bytesSent: see the property.
    ///   - bytesReceived: see the property.
    public init(status: Int, headers: [(String, String)], body: [UInt8], bytesSent: Int, bytesReceived: Int) {
        self.status = status
        self.headers = headers
        self.body = body
        self.bytesSent = bytesSent
        self.bytesReceived = bytesReceived
    }

    /// The value of the first header of that name, whatever its case; nil when there is none.
    public func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.0.lowercased() == wanted }?.1
    }
}
