import Gzip
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
        headerLines = Self.lines(request.headers, names: names, isPacked: packed != nil)
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
