/// How far a transfer has come, in bytes of HTTP bodies on the wire (compressed).
public struct TransferProgress: Sendable, Equatable {
    /// Request body bytes handed to the network so far.
    public var bytesSent: Int

    /// Request body bytes there are to send; 0 without a body.
    public var bytesToSend: Int

    /// Response body bytes received so far.
    public var bytesReceived: Int

    /// Response body bytes the server announced; nil when it announced none.
    public var bytesToReceive: Int?

    /// - Parameters:
    ///   - bytesSent: see the property.
    ///   - bytesToSend: see the property.
    ///   - bytesReceived: see the property.
    ///   - bytesToReceive: see the property.
    public init(bytesSent: Int, bytesToSend: Int, bytesReceived: Int, bytesToReceive: Int?) {
        self.bytesSent = bytesSent
        self.bytesToSend = bytesToSend
        self.bytesReceived = bytesReceived
        self.bytesToReceive = bytesToReceive
    }
}
