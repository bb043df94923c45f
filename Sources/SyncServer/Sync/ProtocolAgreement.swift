internal import SyncProtocol

/// Finds the protocol version that both sides speak.
enum ProtocolAgreement {
    /// - Throws: A 400 `protocol_unsupported` that names what the server speaks.
    static func version(for range: ProtocolRange) throws(Refusal) -> UInt32 {
        let own = ProtocolRange.current
        if let version = own.common(with: range) { return version }
        throw Refusal(
            .badRequest, "protocol_unsupported",
            "the client speaks protocol \(range.lowest) to \(range.highest), the server \(own.lowest) to \(own.highest)",
            range: own)
    }
}
