import CLibCurl
import Gzip
internal import SyncProtocol
internal import Values

/// A request that has been checked and packed and only needs to be sent. Making one touches no network.
struct PreparedRequest: Sendable {
    let method: HTTPRequest.Method
    let url: RequestURL

    /// Lines as libcurl's header list takes them.
    let headerLines: [String]

    /// The body as it goes over the wire.
    let body: [UInt8]?

    let timeouts: Timeouts
    let responseBytesMax: Int

    /// - Parameter request: what the caller wants sent.
    /// - Throws: `TransportError.invalidURL` or `.invalidHeader`.
    init(_ request: HTTPRequest) throws(TransportError) {
        precondition(request.method != .get || request.body == nil, "a GET has no body")
        precondition(request.responseBytesMax >= 0, "a limit is not negative")
        method = request.method
        url = try RequestURL(request.url)
        timeouts = request.timeouts
        responseBytesMax = request.responseBytesMax

        for (name, value) in request.headers where !HeaderText.isName(name) || !HeaderText.isValue(value) {
            throw .invalidHeader(name: String(name.prefix(TransportLimits.detailCharactersMax)))
        }
        let names = Set(request.headers.map { $0.0.lowercased() })
        let packed = names.contains("content-encoding") ? nil : Self.packed(request)
        body = packed ?? request.body
        var lines = Self.lines(request.headers, names: names, isPacked: packed != nil)
        if let body { lines.append("\(ContentDigest.header): \(ContentDigest.value(of: body))") }
        headerLines = lines
    }

    /// The body as gzip, or nil when it is better sent as it is.
    private static func packed(_ request: HTTPRequest) -> [UInt8]? {
        guard request.compressesBody, let body = request.body, body.count >= TransportLimits.compressBodyBytesMin,
            let packed = try? Gzip.compress(body), packed.count < body.count
        else { return nil }
        return packed
    }

    /// libcurl's list has three forms: `Name: value`, `Name;` for an empty value, and `Name:` to leave out a header
    /// that libcurl would add (CURLOPT_HTTPHEADER(3)).
    private static func lines(_ headers: [(String, String)], names: Set<String>, isPacked: Bool) -> [String] {
        var lines = headers.map { name, value in
            value.trimmed.isEmpty ? "\(name);" : "\(name): \(value)"
        }
        if !names.contains("accept-encoding") { lines.append("Accept-Encoding: gzip") }
        if isPacked { lines.append("Content-Encoding: gzip") }
        // libcurl would claim a form (application/x-www-form-urlencoded).
        if !names.contains("content-type") { lines.append("Content-Type:") }
        // libcurl would wait a second for "100 Continue" before a large body; servers behind proxies often never send it.
        if !names.contains("expect") { lines.append("Expect:") }
        return lines
    }
}

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

/// What header names and values may hold (RFC 9110, sections 5.1 and 5.5).
enum HeaderText {
    /// Whether the name is a token.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy(isTokenByte)
    }

    /// Whether the value can be sent: no control character, so no line break that would smuggle in a header.
    static func isValue(_ value: String) -> Bool {
        value.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7f) || $0 == 0x09 }
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
