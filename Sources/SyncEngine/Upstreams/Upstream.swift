public import SyncProtocol
public import SyncWire

/// A server as a replica below it sees it: whatever carries the messages there and back.
///
/// There are two: ``CurlUpstream``, over the network, and ``LocalUpstream``, in the same process.
public protocol Upstream: Sendable {
    /// What people call it, such as its address.
    var name: String { get }

    /// Pushes a batch and pulls a page.
    func sync(_ request: SyncRequest, patience: RequestPatience) async throws(UpstreamFault) -> Exchange<SyncReply>

    /// Asks where the two differ.
    func verify(_ request: VerifyRequest, patience: RequestPatience) async throws(UpstreamFault) -> VerifyReply

    /// Asks to be let in with a one-time code.
    func enroll(_ request: EnrollRequest, patience: RequestPatience) async throws(UpstreamFault) -> EnrollReply
}

/// How long one request may take.
public struct RequestPatience: Hashable, Sendable {
    /// For the connection, in whole seconds, at least 1.
    public let connectSeconds: Int
    /// Without a byte on the way, in whole seconds, at least 1.
    public let stallSeconds: Int

    /// Patience for the connection and for each pause.
    public init(connectSeconds: Int, stallSeconds: Int) {
        self.connectSeconds = connectSeconds
        self.stallSeconds = stallSeconds
    }
}

/// A reply, and what it cost to transfer.
public struct Exchange<Reply: Sendable>: Sendable {
    /// What the server answered.
    public let reply: Reply
    /// The bytes of both bodies.
    public let traffic: Traffic
    /// Whether a digest came with the reply, which it fits.
    public let isDigested: Bool

    /// A reply that came whole.
    public init(_ reply: Reply, traffic: Traffic, isDigested: Bool = false) {
        self.reply = reply
        self.traffic = traffic
        self.isDigested = isDigested
    }
}

/// Bytes of HTTP bodies as they were sent, after compression.
public struct Traffic: Hashable, Sendable {
    /// Bodies as they were on the way, packed.
    public private(set) var bytesSent, bytesReceived: Int

    /// Counts of one request, or of a session.
    public init(bytesSent: Int = 0, bytesReceived: Int = 0) {
        self.bytesSent = bytesSent
        self.bytesReceived = bytesReceived
    }

    static func += (total: inout Traffic, more: Traffic) {
        total.bytesSent += more.bytesSent
        total.bytesReceived += more.bytesReceived
    }
}
