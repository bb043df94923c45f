internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1
internal import NIOSSL

/// How a connection is served: HTTP/1.1, over TLS where there is a context for it, with a watch over it.
struct DistrictChannel: HTTPChannelHandler {
    typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    let responder: HTTPChannelHandler.Responder
    let tls: NIOSSLContext?
    let gate: ConnectionGate
    let proxies: TrustedProxies

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            let socket = SocketEnd()
            try pipeline.addHandler(socket)
            if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
            var heads = NIOHTTPDecoderLimitConfiguration()
            heads.maxHeaderFieldSize = ServerLimits.headBytesMax
            heads.maxHeaderListSize = ServerLimits.headBytesMax
            heads.maxHeaderFieldCount = ServerLimits.headFieldsMax
            // Requests on one connection are answered in their order by whatever reads them.
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
                withEncoderConfiguration: .init(), withDecoderLimitConfiguration: heads)
            try pipeline.addHandler(LastRequestHandler())
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: tls != nil))
            try pipeline.addHandler(ConnectionHandler(gate: gate, proxies: proxies, socket: socket))
            return try NIOAsyncChannel(
                wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
        }
    }

    func handle(value: Value, logger: Logger) async { await handleHTTP(asyncChannel: value, logger: logger) }
}
