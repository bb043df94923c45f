internal import Values

/// Takes the header lines and body bytes of one response as they arrive and holds them against the limits.
struct ResponseCollector {
    /// Most body bytes as received.
    let bodyBytesMax: Int

    private(set) var headers: [(String, String)] = []
    private(set) var body: [UInt8] = []

    /// Why the rest is not wanted; the transfer ends with this error.
    private(set) var refusal: TransportError?

    private var headerBytes = 0
    private var isHeaderBlockOpen = false

    init(bodyBytesMax: Int) {
        self.bodyBytesMax = bodyBytesMax
    }

    /// Takes one line, with its line end. A status line starts the headers anew, because those before it belonged to
    /// an informational response; lines after the empty one are trailers and are dropped.
    ///
    /// - Returns: false when the transfer should end.
    mutating func takeHeader(line bytes: UnsafeRawBufferPointer) -> Bool {
        headerBytes += bytes.count
        guard headerBytes <= TransportLimits.responseHeaderBytesMax else {
            refusal = .damagedResponse(detail: "more than \(TransportLimits.responseHeaderBytesMax) bytes of headers")
            return false
        }
        let line = String(decoding: bytes, as: UTF8.self).trimmed
        if line.hasPrefix("HTTP/") {
            headers = []
            isHeaderBlockOpen = true
        } else if line.isEmpty {
            isHeaderBlockOpen = false
        } else if isHeaderBlockOpen, let colon = line.firstIndex(of: ":") {
            headers.append((line[..<colon].trimmed, line[line.index(after: colon)...].trimmed))
        }
        return true
    }

    /// Takes body bytes, still packed if the server packed them.
    ///
    /// - Returns: false when the transfer should end.
    mutating func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count <= bodyBytesMax - body.count else {
            refusal = .tooLarge(limit: bodyBytesMax)
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }
}
