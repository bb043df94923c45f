import AdminProtocol
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import SyncWire
import Testing
import Values

@testable import SyncServer

/// A connection that is watched over as the server does it, without a socket: time passes when the test says so.
final class WatchedChannel {
    /// Counts the reads that reach the socket, and keeps what is written, of which the socket sees bytes.
    private final class SocketProbe: ChannelOutboundHandler {
        typealias OutboundIn = HTTPResponsePart
        typealias OutboundOut = ByteBuffer
        var reads = 0
        var written: [HTTPResponsePart] = []

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            written.append(unwrapOutboundIn(data))
            context.write(wrapOutboundOut(ByteBuffer(repeating: 0, count: 100)), promise: promise)
        }

        func read(context: ChannelHandlerContext) {
            reads += 1
            context.read()
        }
    }

    /// What the server would answer to: every request part that comes through.
    private final class Reader: ChannelInboundHandler {
        typealias InboundIn = HTTPRequestPart
        var parts: [HTTPRequestPart] = []

        func channelRead(context: ChannelHandlerContext, data: NIOAny) { parts.append(unwrapInboundIn(data)) }
        func errorCaught(context: ChannelHandlerContext, error: any Error) {}
    }

    let channel = EmbeddedChannel()
    let gate: ConnectionGate
    private let probe = SocketProbe()
    private let reader = Reader()

    init(
        gate: ConnectionGate = WatchedChannel.gate(), peer: String = "192.0.2.7", proxies: TrustedProxies = .none
    ) throws {
        self.gate = gate
        let socket = SocketEnd()
        let handler = ConnectionHandler(gate: gate, proxies: proxies, socket: socket)
        try channel.pipeline.syncOperations.addHandlers(probe, socket, handler, reader)
        try channel.connect(to: SocketAddress(ipAddress: peer, port: 4_711)).wait()
    }

    static func gate(places: OpenConnections.Places = .init()) -> ConnectionGate {
        ConnectionGate(
            places: places, logger: Logger(label: "ruhu") { _ in SwiftLogNoOpLogHandler() },
            environment: HostEnvironment(wallMilliseconds: { 0 }, elapsedSeconds: { 0 }))
    }

    var isOpen: Bool { channel.isActive }

    /// How often the socket was read.
    var reads: Int { probe.reads }

    /// How many parts of requests came through.
    var parts: Int { reader.parts.count }

    func pass(_ seconds: Int64) { channel.embeddedEventLoop.advanceTime(by: .seconds(seconds)) }

    /// The head of a request, and that the server reads on.
    func begin(_ path: String = "/v1/sync", _ headers: HTTPFields = [:]) throws {
        try channel.writeInbound(
            HTTPRequestPart.head(
                HTTPRequest(method: .post, scheme: "http", authority: "s", path: path, headerFields: headers)))
        channel.read()
    }

    /// Bytes of a body, and that the server reads on.
    func send(_ bytes: Int) throws {
        try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(repeating: 0, count: bytes)))
        channel.read()
    }

    /// The end of a request.
    func end() throws { try channel.writeInbound(HTTPRequestPart.end(nil)) }

    /// What the routes say of a valid token.
    func tokenIsValid() { channel.pipeline.fireUserInboundEventTriggered(ConnectionEvent.tokenIsValid) }

    /// What the server says when it stops.
    func quiesce() { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }

    /// An answer, put on its way as far as the socket takes it.
    func answer(_ status: HTTPResponse.Status = .ok, isTaken: Bool = true) {
        channel.write(HTTPResponsePart.head(HTTPResponse(status: status)), promise: nil)
        channel.write(HTTPResponsePart.end(nil), promise: nil)
        if isTaken { channel.flush() }
    }

    /// A whole request with a valid token, and its answer.
    func exchange() throws {
        try begin()
        tokenIsValid()
        try end()
        answer()
    }

    /// What has been sent.
    struct Sent: Equatable {
        var status = 0
        var code: String?
        var retryAfter: String?
        var closes = false
    }

    /// The heads of the answers.
    var heads: [HTTPResponse] {
        probe.written.compactMap { part in
            if case .head(let head) = part { head } else { nil }
        }
    }

    /// The answers.
    func sent() throws -> [Sent] {
        var answers: [Sent] = []
        for part in probe.written {
            switch part {
            case .head(let head):
                answers.append(
                    Sent(
                        status: head.status.code, retryAfter: head.headerFields[.retryAfter],
                        closes: head.headerFields[.connection] == "close"))
            case .body(let bytes):
                let answer = Answer(
                    status: answers.last?.status ?? 0, headers: [:], sent: [UInt8](bytes.readableBytesView))
                answers[answers.count - 1].code = (try? answer.messageProblem) ?? (try? answer.problem.code)
            case .end: break
            }
        }
        return answers
    }
}

extension Answer {
    /// The code of a refusal that is written for devices.
    fileprivate var messageProblem: String {
        get throws {
            let problem = try EnrollMessageCodec.decodeProblem(sent)
            try #require(!problem.code.isEmpty)
            return problem.code
        }
    }
}
