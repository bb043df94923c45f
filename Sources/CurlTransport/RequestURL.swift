import CLibCurl

/// A URL that may be requested, read by libcurl's own parser so that what is checked here is what is connected to.
struct RequestURL: Sendable {
    /// The URL as given.
    let text: String

    /// The host in lower case; an IPv6 address in brackets.
    let host: String

    let isHTTPS: Bool

    /// - Parameter text: an absolute URL.
    /// - Throws: `TransportError.invalidURL` for anything but http and https, and for a URL with a user name.
    init(_ text: String) throws(TransportError) {
        guard let parts = Self.parse(text), parts.scheme == "http" || parts.scheme == "https", !parts.host.isEmpty
        else { throw .invalidURL(Self.withoutUser(text)) }
        self.text = text
        host = parts.host.lowercased()
        isHTTPS = parts.scheme == "https"
    }

    /// Whether the host is this machine by name or address, which no proxy could reach.
    var isLoopback: Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
    }

    private static func parse(_ text: String) -> (scheme: String, host: String)? {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }), let url = curl_url() else { return nil }
        defer { curl_url_cleanup(url) }
        guard curl_url_set(url, CURLUPART_URL, text, UInt32(CURLU_DISALLOW_USER)) == CURLUE_OK,
            let scheme = part(CURLUPART_SCHEME, of: url), let host = part(CURLUPART_HOST, of: url)
        else { return nil }
        return (scheme, host)
    }

    private static func part(_ part: CURLUPart, of url: OpaquePointer) -> String? {
        var found: UnsafeMutablePointer<CChar>?
        guard curl_url_get(url, part, &found, 0) == CURLUE_OK, let found else { return nil }
        defer { curl_free(found) }
        return String(cString: found)
    }

    /// The text for an error message: cut to a bearable length, and without what stands before an @, which may be a
    /// password.
    private static func withoutUser(_ text: String) -> String {
        let shown = text.lastIndex(of: "@").map { text[$0...] } ?? text[...]
        return String(shown.prefix(TransportLimits.detailCharactersMax))
    }
}
