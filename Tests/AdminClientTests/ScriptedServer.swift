import AdminClient
import Foundation
import Gzip
import Synchronization
import Values

/// A server on 127.0.0.1 that answers each request as a test tells it to.
final class ScriptedServer: Sendable {
    struct Request: Sendable {
        /// Such as `POST /v2/admin/areas`.
        var line = ""
        var headers: [String: String] = [:]
        var body: [UInt8] = []

        func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try JSONDecoder().decode(type, from: Data(body))
        }
    }

    enum Reply: Sendable {
        case answer(status: Int = 200, headers: [String] = [], body: String)
        /// The connection ends without an answer.
        case cut

        static func json(_ value: some Encodable, status: Int = 200, headers: [String] = []) throws -> Reply {
            .answer(
                status: status, headers: headers, body: String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
            )
        }
    }

    private let listener: Int32
    private let port: Int
    private let log = Mutex<[Request]>([])
    private let script: @Sendable (Request) throws -> Reply

    init(_ script: @escaping @Sendable (Request) throws -> Reply) throws {
        self.script = script
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isReady = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && listen(socket, 8) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        guard isReady else { throw POSIXError(.EADDRNOTAVAIL) }
        listener = socket
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in acceptAll() }
    }

    var requests: [Request] { log.withLock { $0 } }

    /// A client of this server.
    func client(token: String = "secret") throws -> AdminClient {
        AdminClient(
            address: try ServerAddress("http://127.0.0.1:\(port)"), token: token, caFile: nil, userAgent: "tests/1",
            environment: .system)
    }

    /// Every test that makes a server calls it.
    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func acceptAll() {
        while true {
            let client = accept(listener, nil, nil)
            guard client >= 0 else { break }
            Thread.detachNewThread { [self] in
                while let request = read(client) {
                    log.withLock { $0.append(request) }
                    guard case .answer(let status, let headers, let body)? = try? script(request) else { break }
                    let lines = ["HTTP/1.1 \(status) X", "Content-Length: \(body.utf8.count)"] + headers
                    let bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
                    guard send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { break }
                }
                close(client)
            }
        }
        close(listener)
    }

    private func read(_ socket: Int32) -> Request? {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual(Array("\r\n\r\n".utf8)) {
            var byte: UInt8 = 0
            guard recv(socket, &byte, 1, 0) == 1 else { return nil }
            head.append(byte)
        }
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        var request = Request(line: String(lines[0].dropLast(" HTTP/1.1".count)))
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            request.headers[parts[0].lowercased()] = parts.last.map { $0.trimmingCharacters(in: .whitespaces) }
        }
        var body = [UInt8](repeating: 0, count: request.headers["content-length"].flatMap(Int.init) ?? 0)
        let count = body.count
        if count > 0, recv(socket, &body, count, Int32(MSG_WAITALL)) != count { return nil }
        request.body = (try? Gzip.decompress(body, limit: 64 << 20)) ?? body
        return request
    }
}
