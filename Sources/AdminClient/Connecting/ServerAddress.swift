public import Values

/// Where a server is: an http or https URL that paths are added to.
public struct ServerAddress: Hashable, Sendable {
    /// The URL without a slash at its end.
    public let text: String
    /// Without brackets, in lower case.
    public let host: String
    public let isHTTPS: Bool

    /// - Parameter typed: Such as `https://ruhu.example.cn` or `http://127.0.0.1:8080`.
    /// - Throws: ``Failure`` `server_address_invalid` with exit code 64.
    public init(_ typed: String) throws(Failure) {
        let trimmed = typed.trimmed
        let lower = trimmed.lowercased()
        guard let scheme = ["https://", "http://"].first(where: { lower.hasPrefix($0) }),
            trimmed.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }),
            !trimmed.contains(where: { "?#@".contains($0) })
        else { throw Self.invalid(trimmed) }
        let rest = trimmed.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" }
        guard let host = Self.host(of: authority) else { throw Self.invalid(trimmed) }
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

    private static func invalid(_ text: String) -> Failure {
        // What stands before an @ may be a password.
        let shown = String((text.lastIndex(of: "@").map { text[$0...] } ?? text[...]).prefix(200))
        return Failure(
            code: "server_address_invalid", status: .usage,
            message: Localized(zh: "“\(shown)”不是服务器地址。", en: "\"\(shown)\" is not the address of a server."),
            hint: Localized(
                zh: "地址的写法如 https://ruhu.example.cn 或 http://127.0.0.1:8080。",
                en: "Write it as https://ruhu.example.cn or http://127.0.0.1:8080."))
    }
}
