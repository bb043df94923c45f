/// Where a server listens.
public struct ListenAddress: Hashable, Sendable {
    /// A name, an IPv4 or an IPv6 address, without brackets.
    public let host: String
    /// 0 for one that the system chooses.
    public let port: Int

    /// - Parameter text: `HOST:PORT`, with an IPv6 address in brackets: `[::1]:8080`.
    /// - Throws: ``ServerError/badAddress(text:)``.
    public init(_ text: String) throws(ServerError) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]),
            text[text.index(after: colon)...].utf8.allSatisfy({ (48...57).contains($0) })
        else { throw .badAddress(text: text) }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw .badAddress(text: text)
        }
        guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || $0 == "[" || $0 == "]" }) else {
            throw .badAddress(text: text)
        }
        self.init(host: String(host), port: Int(port))
    }

    private init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// The same host with the port that the system chose.
    func with(port: Int) -> ListenAddress { ListenAddress(host: host, port: port) }

    /// `HOST:PORT`, as clients write it.
    public var text: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Whether only this machine can reach it.
    public var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}
