public import Values

/// Where a server is: an http or https URL without user name, query and fragment.
public struct ServerAddress: Hashable, Sendable {
    /// Without a slash at its end.
    public let text: String
    public let isEncrypted: Bool
    /// Without the brackets of an IPv6 address.
    public let host: String

    /// - Throws: ``Failure`` `server_url_invalid`.
    public init(_ url: String) throws(Failure) {
        var text = url
        while text.hasSuffix("/") { text.removeLast() }
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        let scheme = parts[0].lowercased()
        guard parts.count == 2, scheme == "http" || scheme == "https",
            text.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 0x20 && $0.value != 0x7F })
        else { throw Self.invalid(url) }
        let authority = parts[1].prefix { !"/?#".contains($0) }
        guard !authority.contains("@"), !parts[1].contains("?"), !parts[1].contains("#"),
            let host = Self.host(of: authority)
        else { throw Self.invalid(url) }
        self.text = text
        self.host = host
        isEncrypted = scheme == "https"
    }

    /// Whether the server is on this machine, where nobody listens in.
    public var isLoopback: Bool {
        host == "localhost" || host == "::1" || (host.hasPrefix("127.") && host.split(separator: ".").count == 4)
    }

    private static func host(of authority: Substring) -> String? {
        var host = authority
        var port: Substring?
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<end]
            let rest = authority[authority.index(after: end)...]
            if !rest.isEmpty {
                guard rest.hasPrefix(":") else { return nil }
                port = rest.dropFirst()
            }
        } else if let colon = authority.firstIndex(of: ":") {
            host = authority[..<colon]
            port = authority[authority.index(after: colon)...]
        }
        if let port { guard let number = UInt16(port), number > 0 else { return nil } }
        return host.isEmpty ? nil : host.lowercased()
    }

    private static func invalid(_ url: String) -> Failure {
        Failure(
            code: "server_url_invalid", status: .usage,
            message: Localized(zh: "“\(url)”不是服务器地址。", en: "\"\(url)\" is not a server's address."),
            hint: Localized(
                zh: "地址形如 https://ruhu.example.cn 或 http://192.168.1.10:8700。",
                en: "An address looks like https://ruhu.example.org or http://192.168.1.10:8700."))
    }
}
