/// One HTTP request with everything the transport needs to send it once.
public struct HTTPRequest: Sendable {
    /// The methods our protocol uses.
    public enum Method: String, Sendable, Equatable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    public var method: Method

    /// An absolute http or https URL without user name and password.
    public var url: String

    /// Header names and values in the order they are sent. A name given twice is sent twice.
    public var headers: [(String, String)]

    /// The body before compression. A GET has none; a POST or PUT without one sends `Content-Length: 0`.
    public var body: [UInt8]?

    public var timeouts: Timeouts

    /// Most bytes of the response body, both as received and as unpacked, 0 or more.
    public var responseBytesMax: Int

    /// Whether the transport may send the body as gzip. It does when the body has at least
    /// `TransportLimits.compressBodyBytesMin` bytes, gets smaller by it, and no `Content-Encoding` is given.
    public var compressesBody: Bool

    /// - Parameters:
    ///   - method: GET, POST, PUT or DELETE.
    ///   - url: see the property.
    ///   - headers: see the property.
    ///   - body: see the property.
    ///   - timeouts: see `Timeouts`.
    ///   - responseBytesMax: see the property.
    ///   - compressesBody: see the property.
    public init(
        method: Method = .get,
        url: String,
        headers: [(String, String)] = [],
        body: [UInt8]? = nil,
        timeouts: Timeouts = Timeouts(),
        responseBytesMax: Int = TransportLimits.responseBytesMaxDefault,
        compressesBody: Bool = true
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeouts = timeouts
        self.responseBytesMax = responseBytesMax
        self.compressesBody = compressesBody
    }
}
