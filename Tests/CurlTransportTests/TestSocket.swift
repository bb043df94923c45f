import Glibc
import Values

/// Listening sockets on 127.0.0.1.
enum TestSocket {
    struct Failure: Error {
        let call: String
        let number: Int32
    }

    /// A socket that listens on a free port.
    static func listening() throws -> Int32 {
        let socket = try bound()
        guard listen(socket, 16) == 0 else {
            close(socket)
            throw Failure(call: "listen", number: errno)
        }
        return socket
    }

    /// A socket that has a port for itself and does not listen on it: whoever connects is refused.
    static func bound() throws -> Int32 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw Failure(call: "socket", number: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
        let bound = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard bound == 0 else {
            close(socket)
            throw Failure(call: "bind", number: errno)
        }
        return socket
    }

    static func close(_ socket: Int32) {
        _ = Glibc.close(socket)
    }

    static func port(of socket: Int32) throws -> UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &length) }
        }
        guard status == 0 else { throw Failure(call: "getsockname", number: errno) }
        return UInt16(bigEndian: address.sin_port)
    }
}
