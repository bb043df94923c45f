internal import Hummingbird
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import SyncProtocol

/// Watches over one connection: that what comes in comes at a pace, that little is read of whom nobody knows, and that
/// it ends when it must. It stands behind the HTTP decoder and before everything that answers.
///
/// A connection is waiting for a request, reading one, waiting for the server's answer, or sending it; each has its own
/// limit of time but the third, which is the server's own affair.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let gate: ConnectionGate
    private let proxies: TrustedProxies
    private let socket: SocketEnd
    /// The number at the gate, once the connection is open.
    private var id: OpenConnections.ID?
    private var isProxied = false

    // What has come in.
    private var hasHadRequest = false
    /// Requests that have begun and have no whole answer yet.
    private var unanswered = 0
    private var isReading = false
    private var bodyBytes = 0
    private var hasToken = false
    private var isForDevices = false
    private var isReadHeld = false
    private var pace = ReadingPace()

    // What goes out.
    private var isAnswering = false
    /// Bytes that were last seen unsent, and since when no fewer are; while an answer is not yet sent.
    private var unsent: (bytes: Int, since: NIODeadline)?

    // How it ends.
    private var closesAfterAnswer = false
    private var closesWhenSent = false
    /// From when on the connection is idle, and when it ends whatever it does.
    private var idleSince = NIODeadline.uptimeNanoseconds(0)
    private var endsAt: NIODeadline?
    private var tick: Scheduled<Void>?

    init(gate: ConnectionGate, proxies: TrustedProxies, socket: SocketEnd) {
        self.gate = gate
        self.proxies = proxies
        self.socket = socket
    }

    // MARK: - Beginning and end

    func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { opens(context) } }

    func channelActive(context: ChannelHandlerContext) {
        opens(context)
        context.fireChannelActive()
    }

    private func opens(_ context: ChannelHandlerContext) {
        guard id == nil else { return }
        idleSince = context.eventLoop.now
        let peer = context.channel.remoteAddress?.ipAddress
        isProxied = proxies.includes(peer)
        readsLittle(true, context)
        id = gate.opens(context.channel, from: isProxied ? nil : peer.flatMap(NetworkAddress.init)?.network)
        ticks(context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        ends()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { ends() }

    private func ends() {
        tick?.cancel()
        tick = nil
        if let id { gate.closed(id) }
    }

    /// Reads in small pieces from whom nobody knows, because each piece takes its room before anybody looks at it.
    private func readsLittle(_ isLittle: Bool, _ context: ChannelHandlerContext) {
        guard let options = context.channel.syncOptions else { return }
        let allocator: any RecvByteBufferAllocator =
            isLittle
            ? FixedSizeRecvByteBufferAllocator(capacity: ServerLimits.strangerBodyBytesMax)
            : AdaptiveRecvByteBufferAllocator()
        // A channel without these options reads as it does.
        try? options.setOption(.recvAllocator, value: allocator)
        try? options.setOption(.maxMessagesPerRead, value: UInt(isLittle ? 1 : 4))
    }

    // MARK: - What comes in

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let now = context.eventLoop.now
        switch unwrapInboundIn(data) {
        case .head(let head):
            begins(head, context, at: now)
        case .body(let bytes):
            bodyBytes += bytes.readableBytes
            pace.takes(bytes.readableBytes, at: now)
            // What follows an answer is read only so that its sender gets to see it.
            if unanswered == 0, bodyBytes > ServerLimits.adminBodyBytesMax { return socket.close() }
        case .end:
            isReading = false
            idleSince = now
            admit()
        }
        context.fireChannelRead(data)
    }

    private func begins(_ head: HTTPRequest, _ context: ChannelHandlerContext, at now: NIODeadline) {
        hasHadRequest = true
        unanswered += 1
        isReading = true
        bodyBytes = 0
        pace = ReadingPace()
        pace.takes(0, at: now)
        isForDevices = head.path?.hasPrefix("/v1/") ?? false
        if head.headerFields[.connection]?.lowercased() == "close" { closesAfterAnswer = true }
        guard isProxied, let id else { return }
        // Another person may speak on the same connection of a proxy.
        hasToken = false
        readsLittle(true, context)
        let sender = proxies.sender(
            peer: context.channel.remoteAddress?.ipAddress, headers: head.headerFields)
        gate.comes(id, from: sender.flatMap(NetworkAddress.init)?.network)
    }

    func read(context: ChannelHandlerContext) {
        // Nothing more is read of a request before its token is known to be valid, or it is answered.
        if isReading, unanswered > 0, !hasToken, bodyBytes > ServerLimits.strangerBodyBytesMax {
            isReadHeld = true
            return
        }
        pace.waits(at: context.eventLoop.now)
        context.read()
    }

    private func readsOn(_ context: ChannelHandlerContext) {
        guard isReadHeld else { return }
        isReadHeld = false
        pace.waits(at: context.eventLoop.now)
        context.read()
    }

    private func admit() {
        if hasToken, !isReading, let id { gate.finishedRequest(id) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ConnectionEvent.tokenIsValid:
            if !hasToken {
                hasToken = true
                readsLittle(false, context)
                if let id { gate.showedToken(id) }
            }
            admit()
            readsOn(context)
        case ConnectionEvent.giveWay:
            refuse(Refusal.busy, context)
        case is ChannelShouldQuiesceEvent:
            quiesces(context)
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    /// The server is stopping: what has begun is answered, for so long as that may take.
    private func quiesces(_ context: ChannelHandlerContext) {
        closesAfterAnswer = true
        endsAt = context.eventLoop.now + .seconds(ServerLimits.drainSeconds)
        if unanswered == 0, unsent == nil {
            context.close(promise: nil)
        } else if isReading, !hasToken {
            refuse(.busy, context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is HTTPParserError {
            // What follows cannot be told apart any more. Where the request is answered already, nobody waits for more.
            if isReading, unanswered == 0 { return socket.close() }
            if !isReading { unanswered += 1 }
            isReading = false
            closesAfterAnswer = true
        }
        context.fireErrorCaught(error)
    }

    // MARK: - What goes out

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            guard unanswered > 0 else {
                promise?.fail(ChannelError.outputClosed)
                return socket.close()
            }
            isAnswering = true
            if head.headerFields[.connection] == "close" { closesAfterAnswer = true }
            if closesAfterAnswer { head.headerFields[.connection] = "close" }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            isAnswering = false
            unanswered -= 1
            unsent = (.max, context.eventLoop.now)
            let sent = promise ?? context.eventLoop.makePromise(of: Void.self)
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            sent.futureResult.assumeIsolated().whenSuccess { self.isSent(bound.value) }
            context.write(data, promise: sent)
            readsOn(context)
        }
    }

    private func isSent(_ context: ChannelHandlerContext) {
        unsent = nil
        idleSince = context.eventLoop.now
        if closesWhenSent {
            context.close(promise: nil)
        } else if closesAfterAnswer, unanswered == 0 {
            // Only the sending half: closing both while something unread lies here would make the system throw away
            // what was sent (tcp(7), RFC 2525, section 2.17).
            endsBy(idleSince + .seconds(ServerLimits.lingerSeconds))
            context.close(mode: .output, promise: nil)
        }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .all, unsent != nil {
            // An answer goes out whole.
            closesWhenSent = true
            context.channel.closeFuture.cascade(to: promise)
            return
        }
        if mode == .output { endsBy(context.eventLoop.now + .seconds(ServerLimits.drainSeconds)) }
        context.close(mode: mode, promise: promise)
    }

    private func endsBy(_ moment: NIODeadline) { endsAt = min(endsAt ?? moment, moment) }

    /// Says why, where nothing else is being said, and closes.
    private func refuse(_ refusal: Refusal, _ context: ChannelHandlerContext) {
        if !isAnswering, unsent == nil, unanswered > 0 || !hasHadRequest {
            let writing: RefusalWriting = isForDevices ? .message : .json
            let body = (try? writing.bytes(of: refusal)) ?? []
            var head = HTTPResponse(status: .init(code: refusal.status.rawValue))
            head.headerFields = [
                .contentType: writing.type, .contentLength: String(body.count), .cacheControl: "no-store",
                .connection: "close", .contentDigest: ContentDigest.value(of: body),
            ]
            if let seconds = refusal.retryAfterSeconds { head.headerFields[.retryAfter] = String(seconds) }
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.write(wrapOutboundOut(.body(ByteBuffer(bytes: body))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
        // What the system has taken by now is sent. Waiting for more would keep the place that is needed.
        socket.close()
    }

    // MARK: - Time

    private func ticks(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        tick = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(ServerLimits.watchSeconds)) {
            self.watches(bound.value)
        }
    }

    /// Looks at the connection every few seconds, which costs less than a timer that each byte sets anew.
    private func watches(_ context: ChannelHandlerContext) {
        let now = context.eventLoop.now
        if let endsAt, now >= endsAt {
            socket.close()
        } else if let unsent {
            watchesSending(unsent, context, at: now)
        } else if isReading {
            if pace.isTooSlow(at: now) { refuse(.tooSlow, context) }
        } else if unanswered > 0 {
            // The server works on it.
        } else if !hasHadRequest, now - idleSince >= .seconds(ServerLimits.firstRequestSeconds) {
            refuse(.tooSlow, context)
        } else if now - idleSince >= .seconds(hasToken ? ServerLimits.knownIdleSeconds : ServerLimits.idleSeconds) {
            context.close(promise: nil)
        }
        if tick != nil { ticks(context) }
    }

    private func watchesSending(
        _ last: (bytes: Int, since: NIODeadline), _ context: ChannelHandlerContext, at now: NIODeadline
    ) {
        let option = ChannelOptions.bufferedWritableBytes
        let bytes = (try? context.channel.syncOptions?.getOption(option)) ?? 0
        if bytes < last.bytes {
            unsent = (bytes, now)
        } else if now - last.since >= .seconds(ServerLimits.sendingStallSeconds) {
            socket.close()
        }
    }
}

/// The end of a pipeline that is next to the socket. Closing here waits for nobody: TLS would wait seconds for the other
/// side's farewell, and whoever says nothing would keep its place that long.
final class SocketEnd: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    /// Closes the socket.
    func close() { context?.close(promise: nil) }
}

/// Closes behind an answer where the request wants it so, in whatever words: HTTP/1.0, which reads to the end, or
/// `Connection: close` among others (RFC 9112, section 9.3). What follows sees only one way of saying it.
final class LastRequestHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data), head.version != .http1_1 || !head.isKeepAlive else {
            return context.fireChannelRead(data)
        }
        head.headers.replaceOrAdd(name: "connection", value: "close")
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}
