/// Where a server is: an http or https URL that paths are added to.
public struct ServerAddress: Hashable, Sendable {
    /// The URL without a slash at its end.
    public let text: String
    /// Without brackets, in lower case.
    public let host: String
    /// Whether it is encrypted on the way.
    public let isHTTPS: Bool

    /// `nil` for what is no such URL, or has a user name, a query or a fragment.
    ///
    /// - Parameter typed: Such as `https://ruhu.example.cn` or `http://127.0.0.1:8080`.
    public init?(typed: String) {
        let trimmed = typed.trimmed
        let lower = trimmed.lowercased()
        guard let scheme = ["https://", "http://"].first(where: { lower.hasPrefix($0) }),
            trimmed.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }),
            !trimmed.contains(where: { "?#@".contains($0) })
        else { return nil }
        let rest = trimmed.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" }
        guard let host = Self.host(of: authority) else { return nil }
        self.host = host.lowercased()
        isHTTPS = scheme == "https://"
        var path = rest.dropFirst(authority.count)
        while path.last == "/" { path.removeLast() }
        text = scheme + authority + path
    }

    /// Whether what is sent, the token too, can be read on the way: http to another machine.
    public var isExposed: Bool { !isHTTPS && !isLoopback }

    private var isLoopback: Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
    }

    /// The host of `HOST`, `HOST:PORT`, `[IPv6]` or `[IPv6]:PORT`.
    private static func host(of authority: Substring) -> String? {
        let end: Substring.Index
        let host: Substring
        if authority.first == "[" {
            guard let bracket = authority.firstIndex(of: "]") else { return nil }
            host = authority[..<bracket].dropFirst()
            end = authority.index(after: bracket)
        } else {
            end = authority.firstIndex(of: ":") ?? authority.endIndex
            host = authority[..<end]
        }
        let port = authority[end...]
        guard !host.isEmpty, port.isEmpty || port.first == ":" && UInt16(port.dropFirst()) ?? 0 > 0 else { return nil }
        return String(host)
    }
}
