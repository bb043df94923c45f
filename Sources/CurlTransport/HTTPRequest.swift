/// One HTTP request with everything the transport needs to send it once.
public struct HTTPRequest: Sendable {
    /// The methods our protocol uses.
    public enum Method: String, Sendable, Equatable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    /// What is asked of the server.
    public var method: Method

    /// An absolute http or https URL without user name and password.
    public var url: String

    /// Header names and values in the order they are sent. A name given twice is sent twice.
    public var headers: [(String, String)]

    /// The body before compression. A GET has none; a POST or PUT without one sends `Content-Length: 0`.
    public var body: [UInt8]?

    /// How long it may take.
    public var timeouts: Timeouts

    /// Most bytes of the response body, both as received and as unpacked, 0 or more.
    public var responseBytesMax: Int

    /// Whether the transport may send the body as gzip. It does when the body has at least
    /// `TransportLimits.compressBodyBytesMin` bytes, gets smaller by it, and no `Content-Encoding` is given.
    public var compressesBody: Bool

    /// Makes it of parts that the properties describe.
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

/// How long a transfer may take. A time that the machine was suspended does not count.
public struct Timeouts: Sendable, Equatable {
    /// Seconds for resolving the name, connecting and the TLS handshake together, 1 or more.
    public var connectSeconds: Int

    /// Seconds without a byte in either direction, counted once the connection stands, 1 or more.
    public var stallSeconds: Int

    /// Seconds for the whole transfer, 1 or more; nil for no limit as long as bytes flow.
    public var totalSeconds: Int?

    /// Makes it of parts that the properties describe.
    public init(connectSeconds: Int = 5, stallSeconds: Int = 30, totalSeconds: Int? = nil) {
        precondition(connectSeconds > 0 && stallSeconds > 0 && totalSeconds ?? 1 > 0, "timeouts are positive")
        self.connectSeconds = connectSeconds
        self.stallSeconds = stallSeconds
        self.totalSeconds = totalSeconds
    }
}
