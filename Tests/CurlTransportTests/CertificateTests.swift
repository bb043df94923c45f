import CurlTransport
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
