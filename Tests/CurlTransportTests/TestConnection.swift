import Glibc

/// One accepted connection. Its socket is shut down by `cut` and closed when nobody uses it any more.
final class TestConnection: Sendable {
    private let socket: Int32

    init(_ socket: Int32) {
        self.socket = socket
    }

    deinit {
        close(socket)
    }

    func write(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                send(socket, buffer.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    func write(_ text: String) {
        write(Array(text.utf8))
    }

    /// A whole response with a Content-Length.
    func respond(_ status: String = "200 OK", headers: [String] = [], body: [UInt8] = []) {
        let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.count)"] + headers
        write(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
    }

    /// Returns when the client has closed its side, or the server was stopped.
    func waitUntilClosed() {
        while !read(max: 4_096).isEmpty {}
    }

    /// Ends the connection in both directions.
    func cut() {
        Glibc.shutdown(socket, Int32(SHUT_RDWR))
    }

    /// The next request with its body; nil when the connection ends.
    func readRequest() -> TestRequest? {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual(Array("\r\n\r\n".utf8)) {
            let byte = read(max: 1)
            guard !byte.isEmpty else { return nil }
            head += byte
        }
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
        }
        var body: [UInt8] = []
        let length = Int(headers["content-length"] ?? "0") ?? 0
        while body.count < length {
            let bytes = read(max: length - body.count)
            guard !bytes.isEmpty else { return nil }
            body += bytes
        }
        return TestRequest(line: String(lines[0]), headers: headers, body: body)
    }

    private func read(max count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: min(count, 65_536)) { buffer, filled in
            filled = max(0, recv(socket, buffer.baseAddress, buffer.count, 0))
        }
    }
}
