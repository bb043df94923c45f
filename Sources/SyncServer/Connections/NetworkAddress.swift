internal import Glibc
internal import HTTPTypes
internal import Hummingbird
internal import Values

/// An IP address.
struct NetworkAddress: Hashable, Sendable {
    /// Four of IPv4, sixteen of IPv6.
    let bytes: [UInt8]

    /// Reads an address as people write it (inet_pton(3)); an IPv4 address within IPv6 is the IPv4 address.
    init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: four) { [UInt8]($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            let all = withUnsafeBytes(of: six) { [UInt8]($0) }
            let isMapped = all.prefix(10).allSatisfy { $0 == 0 } && all[10] == 0xFF && all[11] == 0xFF
            bytes = isMapped ? Array(all.suffix(4)) : all
        } else {
            return nil
        }
    }

    /// By what addresses are counted together: of IPv6 the first 64 bits, because whoever has one address has all of
    /// them (RFC 6177).
    var network: [UInt8] { bytes.count == 4 ? bytes : Array(bytes.prefix(8)) }
}

/// The reverse proxies whose word is taken on whom they speak for.
public struct TrustedProxies: Sendable {
    private let addresses: Set<NetworkAddress>

    /// - Parameter texts: IPv4 or IPv6 addresses.
    /// - Throws: ``ServerError/badAddress(text:)`` for anything else.
    public init(_ texts: [String] = []) throws(ServerError) {
        var addresses: Set<NetworkAddress> = []
        for text in texts {
            guard let address = NetworkAddress(text.trimmed) else { throw .badAddress(text: text) }
            addresses.insert(address)
        }
        self.addresses = addresses
    }

    /// Nobody is trusted.
    public static let none = TrustedProxies()

    private init() { addresses = [] }

    /// Whether a peer is one of them.
    func includes(_ peer: String?) -> Bool { peer.flatMap(NetworkAddress.init).map(addresses.contains) ?? false }

    /// Whom a request comes from.
    ///
    /// Each proxy puts whom it heard behind what was there (RFC 7239, section 1, on X-Forwarded-For), so the last
    /// address that is not a trusted proxy's own is true, and everything before it is what somebody claims.
    /// - Parameters:
    ///   - peer: The other end of the connection.
    ///   - headers: Those of the request.
    /// - Returns: The peer, unless it is a trusted proxy that names another.
    func sender(peer: String?, headers: HTTPFields) -> String? {
        guard includes(peer), let name = HTTPField.Name("X-Forwarded-For") else { return peer }
        var sender = peer
        for part in headers[values: name].flatMap({ $0.split(separator: ",") }).reversed() {
            let text = Self.withoutPort(part.trimmed)
            guard NetworkAddress(text) != nil else { break }
            sender = text
            if !includes(text) { break }
        }
        return sender
    }

    /// Some proxies write `1.2.3.4:5678` and `[::1]:5678`.
    private static func withoutPort(_ text: String) -> String {
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") { return String(text.dropFirst()[..<end]) }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[0]) : text
    }
}
