import CurlTransport
import Foundation
import Testing

@Suite(.hangLimit, .enabled(if: TLSServer.isAvailable, "the openssl program is not installed"))
struct CertificateTests {
    @Test func `a self-signed certificate is refused`() async throws {
        let server = try TLSServer(subjectAltName: "IP:127.0.0.1")
        defer { server.stop() }
        let error = await sendError(
            CurlTransport(configuration: .init(userAgent: "t"), elapsedSeconds: systemSeconds),
            .patient(url: server.url))
        guard case .certificate = error else {
            Issue.record("got \(String(describing: error))")
            return
        }
    }

    @Test func `a self-signed certificate that is given as the CA file is accepted`() async throws {
        let server = try TLSServer(subjectAltName: "IP:127.0.0.1")
        defer { server.stop() }
        let transport = CurlTransport(
            configuration: .init(userAgent: "t", caFile: server.certificatePath), elapsedSeconds: systemSeconds)
        #expect(try await transport.send(.patient(url: server.url)).status == 200)
    }

    @Test func `a trusted certificate for another name is refused`() async throws {
        let server = try TLSServer(subjectAltName: "DNS:elsewhere.example")
        defer { server.stop() }
        let transport = CurlTransport(
            configuration: .init(userAgent: "t", caFile: server.certificatePath), elapsedSeconds: systemSeconds)
        let error = await sendError(transport, .patient(url: server.url))
        guard case .certificate = error else {
            Issue.record("got \(String(describing: error))")
            return
        }
    }

    @Test func `a CA file that is missing is named`() async throws {
        let server = try TLSServer(subjectAltName: "IP:127.0.0.1")
        defer { server.stop() }
        let transport = CurlTransport(
            configuration: .init(userAgent: "t", caFile: "/nowhere/ca.pem"), elapsedSeconds: systemSeconds)
        let error = await sendError(transport, .patient(url: server.url))
        #expect(error == .unreadableCAFile(path: "/nowhere/ca.pem"))
    }

    @Test func `a pipe as CA file is refused and not waited for`() async throws {
        let path = NSTemporaryDirectory() + "ruhu-ca-\(UUID())"
        try #require(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        let transport = CurlTransport(
            configuration: .init(userAgent: "t", caFile: path), elapsedSeconds: systemSeconds)
        let error = await sendError(transport, .patient(url: "https://127.0.0.1:9/"))
        #expect(error == .unreadableCAFile(path: path))
    }

    @Test(arguments: [
        ("ECDHE-ECDSA-AES128-GCM-SHA256", true), ("ECDHE-ECDSA-CHACHA20-POLY1305", true),
        ("ECDHE-ECDSA-AES128-SHA256", false), ("ECDHE-ECDSA-AES128-SHA", false),
    ])
    func `of TLS 1.2 only ECDHE with authenticated encryption is spoken`(cipher: String, isSpoken: Bool) async throws {
        let server = try TLSServer(subjectAltName: "IP:127.0.0.1", options: ["-tls1_2", "-cipher", cipher])
        defer { server.stop() }
        let transport = CurlTransport(
            configuration: .init(userAgent: "t", caFile: server.certificatePath), elapsedSeconds: systemSeconds)
        if isSpoken {
            #expect(try await transport.send(.patient(url: server.url)).status == 200)
        } else {
            let error = await sendError(transport, .patient(url: server.url))
            guard case .tls = error else {
                Issue.record("got \(String(describing: error))")
                return
            }
        }
    }

    @Test func `the keys of a connection are written nowhere, whatever the environment says`() async {
        await #expect(processExitsWith: .success) {
            let path = NSTemporaryDirectory() + "ruhu-keys-\(UUID())"
            // libcurl reads it when it is set up, which a process does once.
            setenv("SSLKEYLOGFILE", path, 1)
            let server = try TLSServer(subjectAltName: "IP:127.0.0.1")
            defer { server.stop() }
            let transport = CurlTransport(
                configuration: .init(userAgent: "t", caFile: server.certificatePath), elapsedSeconds: systemSeconds)
            let status = try await transport.send(.patient(url: server.url)).status
            guard status == 200, access(path, F_OK) != 0 else {
                unlink(path)
                exit(3)
            }
        }
    }

    @Test func `https to a server of plain http fails as TLS`() async throws {
        let server = try TestServer(greeting: "HTTP/1.1 400 Bad Request\r\n\r\n") { _, _ in false }
        defer { server.stop() }
        let transport = CurlTransport(configuration: .init(userAgent: "t"), elapsedSeconds: systemSeconds)
        let error = await sendError(transport, .patient(url: "https://127.0.0.1:\(server.port)/"))
        guard case .tls = error else {
            Issue.record("got \(String(describing: error))")
            return
        }
    }
}
