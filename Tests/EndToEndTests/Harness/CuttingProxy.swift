import Foundation
import Synchronization

/// Stands between a device and a server, and cuts the line at a chosen point of one exchange, or alters what passes.
///
/// It reads just enough HTTP to know how much of a body has passed, so that a test can prove where the cut fell.
final class CuttingProxy: Sendable {
    enum Point: Sendable {
        /// Half of the body of a request to `/v1/sync` of at least this many bytes has passed.
        case insideRequest(bytesMin: Int)
        /// The request has passed whole, and the first byte of the reply has arrived here; none is passed on.
        case beforeReply(requestBytesMin: Int)
        /// Half of the body of a reply of at least this many bytes has passed.
        case insideReply(bytesMin: Int)
    }

    /// Where the cut fell.
    struct Cut: Sendable {
        var bodyBytes: Int
        var passedBytes: Int
    }

    let port: Int
    private let listener: Int32
    private let upstreamPort: Mutex<Int>
    private let point: Mutex<Point?>
    private let cut = Mutex<Cut?>(nil)
    private let action = Mutex<(@Sendable () -> Void)?>(nil)
    private let alteration = Mutex<(@Sendable (_ isRequest: Bool, _ bytes: inout [UInt8]) -> Void)?>(nil)
    private let whenGone = Mutex<(@Sendable () -> Void)?>(nil)

    /// Where the line was cut; `nil` while it was not.
    var cutAt: Cut? { cut.withLock { $0 } }

    init(upstreamPort: Int) throws {
        self.upstreamPort = Mutex(upstreamPort)
        point = Mutex(nil)
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = loopback(0)
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard socket >= 0, bound == 0, listen(socket, 16) == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &length) }
        }
        listener = socket
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in acceptAll() }
    }

    /// Arms one cut. `action` runs at that point, before either side learns of it; `whenGone` runs once,
    /// when somebody comes through here after the server is gone.
    func arm(
        _ point: Point, whenGone: (@Sendable () -> Void)? = nil, action: @escaping @Sendable () -> Void
    ) {
        cut.withLock { $0 = nil }
        self.whenGone.withLock { $0 = whenGone }
        self.action.withLock { $0 = action }
        self.point.withLock { $0 = point }
    }

    /// Hands each piece that passes to a function; `nil` lets all pass as it is again.
    func alter(_ alteration: (@Sendable (_ isRequest: Bool, _ bytes: inout [UInt8]) -> Void)?) {
        self.alteration.withLock { $0 = alteration }
    }

    func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        Foundation.close(listener)
    }

    private func acceptAll() {
        while true {
            let client = accept(listener, nil, nil)
            guard client >= 0 else { return }
            let server = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = loopback(upstreamPort.withLock { $0 })
            let connected = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard connected == 0 else {
                Foundation.close(client)
                Foundation.close(server)
                whenGone.withLock { action in
                    defer { action = nil }
                    return action
                }?()
                continue
            }
            let exchange = Exchange()
            Thread.detachNewThread { [self] in pump(from: client, to: server, exchange, isRequest: true) }
            Thread.detachNewThread { [self] in
                pump(from: server, to: client, exchange, isRequest: false)
                Foundation.close(client)
                Foundation.close(server)
            }
        }
    }

    private func pump(from source: Int32, to target: Int32, _ exchange: Exchange, isRequest: Bool) {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(source, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            var bytes = Array(buffer[..<count])
            alteration.withLock { $0 }?(isRequest, &bytes)
            if isRequest { exchange.request(bytes) } else { exchange.reply(bytes) }
            let isHeld: Bool =
                if !isRequest, case .beforeReply(let least)? = point.withLock({ $0 }) {
                    exchange.isSync && exchange.requestBody.size >= least
                } else { false }
            if isHeld {
                strike(exchange.requestBody)
                break
            }
            guard sendAll(bytes, to: target) else { break }
            if let body = reached(exchange, isRequest: isRequest) {
                strike(body)
                break
            }
        }
        shutdown(source, Int32(SHUT_RDWR))
        shutdown(target, Int32(SHUT_RDWR))
    }

    private func reached(_ exchange: Exchange, isRequest: Bool) -> Body? {
        guard exchange.isSync else { return nil }
        switch point.withLock({ $0 }) {
        case .insideRequest(let least)? where isRequest:
            let body = exchange.requestBody
            return body.size >= least && body.passed * 2 >= body.size && body.passed < body.size ? body : nil
        case .insideReply(let least)? where !isRequest:
            let body = exchange.replyBody
            return body.size >= least && body.passed * 2 >= body.size && body.passed < body.size ? body : nil
        default: return nil
        }
    }

    private func strike(_ body: Body) {
        let isFirst = point.withLock { point in
            defer { point = nil }
            return point != nil
        }
        guard isFirst else { return }
        // Noted first: whoever the action ends lets the test go on at once.
        cut.withLock { $0 = Cut(bodyBytes: body.size, passedBytes: body.passed) }
        action.withLock { $0 }?()
    }
}

/// How much of one body has passed.
struct Body: Sendable {
    var size = 0
    var passed = 0
}

/// What has passed on one connection; both pumps of the connection use it.
private final class Exchange: Sendable {
    private struct State {
        var isSync = false
        var requestHead: [UInt8] = []
        var replyHead: [UInt8] = []
        var request = Body()
        var reply = Body()
    }

    private let state = Mutex(State())

    var isSync: Bool { state.withLock { $0.isSync } }
    var requestBody: Body { state.withLock { $0.request } }
    var replyBody: Body { state.withLock { $0.reply } }

    func request(_ bytes: [UInt8]) {
        state.withLock { state in
            if state.request.passed >= state.request.size {
                state.request = Body()
                state.reply = Body()
            }
            Self.read(bytes, head: &state.requestHead, body: &state.request) { head in
                state.isSync = head.hasPrefix("POST /v1/sync ")
            }
        }
    }

    func reply(_ bytes: [UInt8]) {
        state.withLock { state in
            Self.read(bytes, head: &state.replyHead, body: &state.reply) { _ in }
        }
    }

    private static func read(_ bytes: [UInt8], head: inout [UInt8], body: inout Body, begin: (String) -> Void) {
        if body.size > body.passed {
            body.passed += bytes.count
            return
        }
        head += bytes
        let text = String(decoding: head, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return }
        let lines = text[..<end.lowerBound].split(separator: "\r\n")
        let length = lines.lazy.map { $0.lowercased() }.first { $0.hasPrefix("content-length:") }
        body = Body(size: length.flatMap { Int($0.split(separator: ":")[1].trimmingCharacters(in: .whitespaces)) } ?? 0)
        // Counted in bytes of the head, because the body need not be text.
        let headBytes = text[..<end.upperBound].utf8.count
        body.passed = max(0, head.count - headBytes)
        begin(String(lines.first ?? "") + " ")
        head = []
    }
}

private func loopback(_ port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
}

private func sendAll(_ bytes: [UInt8], to socket: Int32) -> Bool {
    var position = 0
    while position < bytes.count {
        let count = bytes[position...].withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard count > 0 else { return false }
        position += count
    }
    return true
}
