import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOHTTPTypes
import Testing

@testable import SyncServer

/// How long a connection may take, how much is read of whom nobody knows, and how it ends.
@Suite struct ConnectionHandlerTests {
    private typealias Sent = WatchedChannel.Sent
    private static let busy = Sent(status: 503, code: "busy", retryAfter: "1", closes: true)

    // MARK: - Time

    @Test func `a connection that says nothing is answered 503 after some seconds and closed`() throws {
        let connection = try WatchedChannel()
        connection.pass(14)
        #expect(connection.isOpen && connection.gate.count == 1)
        connection.pass(6)
        #expect(try connection.sent() == [Self.busy])
        #expect(!connection.isOpen && connection.gate.count == 0)
    }

    @Test func `an upload that drips is answered 503 and closed, though its token is valid`() throws {
        let connection = try WatchedChannel()
        try connection.begin()
        connection.tokenIsValid()
        for _ in 0..<5 {
            try connection.send(400)
            connection.pass(5)
        }
        #expect(connection.isOpen)
        connection.pass(10)
        #expect(try connection.sent() == [Self.busy])
        #expect(!connection.isOpen)
    }

    @Test func `an upload at the least speed goes on for as long as it takes`() throws {
        let connection = try WatchedChannel()
        try connection.begin()
        connection.tokenIsValid()
        for _ in 0..<120 {
            try connection.send(500)
            connection.pass(5)
        }
        try connection.end()
        connection.answer()
        #expect(try connection.sent() == [Sent(status: 200)])
        #expect(connection.isOpen)
    }

    @Test func `time in which the server does not read is not the sender's`() throws {
        let connection = try WatchedChannel()
        try connection.channel.writeInbound(
            HTTPRequestPart.head(HTTPRequest(method: .post, scheme: "http", authority: "s", path: "/v1/sync")))
        connection.pass(600)
        #expect(connection.isOpen)
        connection.channel.read()
        connection.pass(40)
        #expect(!connection.isOpen)
    }

    @Test func `a request that the server works on has no limit of time`() throws {
        let connection = try WatchedChannel()
        try connection.begin()
        connection.tokenIsValid()
        try connection.end()
        connection.pass(3_600)
        connection.answer()
        #expect(try connection.sent() == [Sent(status: 200)])
        #expect(connection.isOpen)
    }

    @Test func `an idle connection is closed after a minute without a word, and each request begins the minute anew`()
        throws
    {
        let connection = try WatchedChannel()
        for _ in 0..<3 {
            try connection.begin("/healthz")
            try connection.end()
            connection.answer()
            connection.pass(55)
            #expect(connection.isOpen)
        }
        connection.pass(10)
        #expect(!connection.isOpen)
        #expect(try connection.sent() == [Sent](repeating: Sent(status: 200), count: 3))
    }

    @Test func `a connection on which a valid token came may be idle for five minutes`() throws {
        let connection = try WatchedChannel()
        try connection.exchange()
        connection.pass(290)
        #expect(connection.isOpen)
        connection.pass(15)
        #expect(!connection.isOpen)
    }

    @Test func `an answer that nobody takes is given up, and one that is being taken is not cut off`() throws {
        let connection = try WatchedChannel()
        try connection.begin()
        connection.tokenIsValid()
        try connection.end()
        connection.answer(isTaken: false)
        connection.pass(110)
        #expect(connection.isOpen)
        connection.pass(20)
        #expect(!connection.isOpen)
    }

    // MARK: - What is read

    @Test func `of whom nobody knows no more than 4 KiB of a body is read, and all once the token is valid`() throws {
        let connection = try WatchedChannel()
        try connection.begin()
        try connection.send(4_096)
        let before = connection.reads
        try connection.send(1)
        #expect(connection.reads == before)
        connection.tokenIsValid()
        #expect(connection.reads == before + 1)
        try connection.send(1 << 20)
        #expect(connection.reads == before + 2)
    }

    @Test func `what follows a refusal is read so that the sender sees it, up to a limit`() throws {
        let connection = try WatchedChannel()
        try connection.begin()
        try connection.send(5_000)
        let before = connection.reads
        connection.answer(.unauthorized)
        #expect(connection.reads == before + 1)
        try connection.send(1 << 20)
        #expect(connection.isOpen && connection.reads == before + 2)
        try connection.send(ServerLimits.adminBodyBytesMax)
        #expect(!connection.isOpen)
        #expect(try connection.sent() == [Sent(status: 401)])
    }

    // MARK: - Giving way

    @Test func `the one that gives way is told so in the language of its route`() throws {
        for (path, isMessage) in [("/v1/enroll", true), ("/v2/admin/users", false)] {
            let connection = try WatchedChannel()
            try connection.begin(path)
            connection.channel.pipeline.fireUserInboundEventTriggered(ConnectionEvent.giveWay)
            let head = try #require(connection.heads.first)
            #expect(head.status == .serviceUnavailable)
            #expect((head.headerFields[.contentType] == "application/x-protobuf") == isMessage)
            #expect(!connection.isOpen)
        }
    }

    @Test func `silent connections beyond the limit give way, those that have sent a request stay`() throws {
        let gate = WatchedChannel.gate(places: .init(strangersMax: 8, strangersOfOneNetworkMax: 4))
        let known = try (0..<20).map { _ in
            let connection = try WatchedChannel(gate: gate)
            try connection.exchange()
            return connection
        }
        let silent = try (0..<10).map { _ in try WatchedChannel(gate: gate) }
        #expect(!known.map(\.isOpen).contains(false))
        #expect(silent.map(\.isOpen) == [Bool](repeating: false, count: 6) + [Bool](repeating: true, count: 4))
        #expect(try silent[0].sent() == [Self.busy])
        #expect(gate.count == 24)
    }

    @Test func `a token that is refused lets nobody stay`() throws {
        let gate = WatchedChannel.gate(places: .init(strangersMax: 8, strangersOfOneNetworkMax: 2))
        let refused = try WatchedChannel(gate: gate)
        try refused.begin()
        try refused.end()
        refused.answer(.unauthorized)
        #expect(refused.isOpen)
        let others = try (0..<2).map { _ in try WatchedChannel(gate: gate) }
        #expect(!refused.isOpen && others[0].isOpen && others[1].isOpen)
    }

    @Test func `people behind a trusted proxy are counted each by their own address, and each request anew`() throws {
        let gate = WatchedChannel.gate(places: .init(strangersMax: 100, strangersOfOneNetworkMax: 2))
        let proxies = try TrustedProxies(["10.0.0.1"])
        let name = try #require(HTTPField.Name("X-Forwarded-For"))
        let connections = try (0..<6).map { _ in try WatchedChannel(gate: gate, peer: "10.0.0.1", proxies: proxies) }
        #expect(!connections.map(\.isOpen).contains(false))
        try connections[0].begin("/v1/sync", [name: "192.0.2.9"])
        connections[0].tokenIsValid()
        try connections[0].end()
        connections[0].answer()
        for connection in connections { try connection.begin("/v1/sync", [name: "192.0.2.8"]) }
        #expect(connections.map(\.isOpen) == [false, false, false, false, true, true])
    }

    @Test func `one person's token opens nothing for the next behind the same proxy`() throws {
        let connection = try WatchedChannel(peer: "10.0.0.1", proxies: try TrustedProxies(["10.0.0.1"]))
        try connection.exchange()
        try connection.begin()
        let before = connection.reads
        try connection.send(5_000)
        #expect(connection.reads == before)
    }

    // MARK: - The end

    @Test func `when the server stops, who is idle or unknown is closed, and what has begun is answered and closed`()
        throws
    {
        let idle = try WatchedChannel()
        try idle.exchange()
        idle.quiesce()
        #expect(!idle.isOpen)

        let unknown = try WatchedChannel()
        try unknown.begin("/v1/enroll")
        unknown.quiesce()
        #expect(try unknown.sent() == [Self.busy])
        #expect(!unknown.isOpen)

        let known = try WatchedChannel()
        try known.begin()
        known.tokenIsValid()
        known.quiesce()
        try known.send(100)
        try known.end()
        known.answer()
        #expect(try known.sent() == [Sent(status: 200, closes: true)])
        known.pass(10)
        #expect(!known.isOpen)
    }

    @Test(arguments: [false, true])
    func `when the server stops, nothing stays open beyond some seconds`(isReceived: Bool) throws {
        let connection = try WatchedChannel()
        try connection.begin()
        connection.tokenIsValid()
        if isReceived { try connection.end() }
        connection.quiesce()
        for _ in 0..<2 {
            #expect(connection.isOpen)
            if !isReceived { try connection.send(1_000) }
            connection.pass(5)
        }
        #expect(!connection.isOpen)
    }

    @Test func `an answer goes out whole before its connection is closed`() throws {
        let connection = try WatchedChannel()
        try connection.begin()
        connection.tokenIsValid()
        try connection.end()
        connection.answer(isTaken: false)
        connection.channel.pipeline.close(promise: nil)
        #expect(connection.isOpen)
        connection.channel.flush()
        #expect(!connection.isOpen)
        #expect(try connection.sent() == [Sent(status: 200)])
    }

    @Test func `what is not HTTP behind a whole answer is not answered a second time`() throws {
        let connection = try WatchedChannel()
        try connection.begin()
        connection.answer(.unauthorized)
        connection.channel.pipeline.fireErrorCaught(HTTPParserError.invalidChunkSize)
        connection.answer(.badRequest)
        #expect(try connection.sent() == [Sent(status: 401)])
        #expect(!connection.isOpen)
    }

    @Test func `what is not HTTP is answered once and closes the connection`() throws {
        for hasBegun in [false, true] {
            let connection = try WatchedChannel()
            if hasBegun { try connection.begin() }
            connection.channel.pipeline.fireErrorCaught(HTTPParserError.invalidChunkSize)
            connection.answer(.badRequest)
            connection.answer(.badRequest)
            #expect(try connection.sent() == [Sent(status: 400, closes: true)])
            connection.pass(15)
            #expect(!connection.isOpen)
        }
    }

    @Test(
        arguments: [
            (HTTPVersion.http1_0, [:], true), (.http1_0, ["Connection": "keep-alive"], true), (.http1_1, [:], false),
            (.http1_1, ["Connection": "keep-alive"], false), (.http1_1, ["Connection": "Upgrade, CLOSE"], true),
        ] as [(HTTPVersion, [String: String], Bool)])
    func `a connection is for one request where the request says so, in whatever words`(
        version: HTTPVersion, headers: [String: String], isLast: Bool
    ) throws {
        let channel = EmbeddedChannel(handler: LastRequestHandler())
        try channel.writeInbound(
            HTTPServerRequestPart.head(
                HTTPRequestHead(version: version, method: .GET, uri: "/", headers: HTTPHeaders(headers.map { $0 }))))
        guard case .head(let head)? = try channel.readInbound(as: HTTPServerRequestPart.self) else {
            Issue.record("the head is gone")
            return
        }
        #expect((head.headers["connection"] == ["close"]) == isLast)
    }
}
