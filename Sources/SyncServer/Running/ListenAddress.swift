internal import NIOSSL
internal import Values

/// Where a server listens.
public struct ListenAddress: Hashable, Sendable {
    /// A name, an IPv4 or an IPv6 address, without brackets.
    public let host: String
    /// 0 for one that the system chooses.
    public let port: Int

    /// - Parameter text: `HOST:PORT`, with an IPv6 address in brackets: `[::1]:8080`.
    /// - Throws: ``ServerError/badAddress(text:)``.
    public init(_ text: String) throws(ServerError) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]),
            text[text.index(after: colon)...].utf8.allSatisfy({ (48...57).contains($0) })
        else { throw .badAddress(text: text) }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw .badAddress(text: text)
        }
        guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || $0 == "[" || $0 == "]" }) else {
            throw .badAddress(text: text)
        }
        self.init(host: String(host), port: Int(port))
    }

    private init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// The same host with the port that the system chose.
    func with(port: Int) -> ListenAddress { ListenAddress(host: host, port: port) }

    /// `HOST:PORT`, as clients write it.
    public var text: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Whether only this machine can reach it.
    public var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}

/// The certificate chain and the key of a server, as PEM files.
public struct TLSFiles: Hashable, Sendable {
    /// Paths of the chain, the server's own certificate first, and of its key without a password.
    public let certificate, key: String

    /// Paths that are read when the server starts.
    public init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }

    /// - Throws: ``ServerError/certificateUnusable(file:detail:)`` or ``ServerError/keyUnusable(file:detail:)``.
    func configuration() throws(ServerError) -> TLSConfiguration {
        let chain: [NIOSSLCertificate]
        let privateKey: NIOSSLPrivateKey
        let noChain = ServerError.certificateUnusable(file: certificate, detail: "it holds no PEM certificate")
        do {
            chain = try NIOSSLCertificate.fromPEMBytes(
                WholeFile.bytes(of: certificate, bytesMax: ServerLimits.certificateBytesMax))
        } catch let fault as WholeFile.Fault {
            throw .certificateUnusable(file: certificate, detail: Self.detail(of: fault))
        } catch {
            throw noChain
        }
        guard !chain.isEmpty else { throw noChain }
        do {
            privateKey = try NIOSSLPrivateKey(
                bytes: WholeFile.bytes(of: key, bytesMax: ServerLimits.certificateBytesMax), format: .pem)
        } catch let fault as WholeFile.Fault {
            throw .keyUnusable(file: key, detail: Self.detail(of: fault))
        } catch {
            throw .keyUnusable(file: key, detail: "it holds no PEM private key, or one with a password")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(privateKey))
        configuration.minimumTLSVersion = .tlsv12
        // Of version 1.2 only what keeps what was said secret when the key is stolen later, and cannot be altered
        // unseen (RFC 9325, section 4.2); version 1.3 has nothing else.
        configuration.cipherSuiteValues = [
            .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
            .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        ]
        configuration.applicationProtocols = ["http/1.1"]
        do {
            // Making a context once tells whether the key fits the certificate, before anybody connects.
            _ = try NIOSSLContext(configuration: configuration)
        } catch {
            throw .keyUnusable(file: key, detail: "it does not fit the certificate \(certificate)")
        }
        return configuration
    }

    private static func detail(of fault: WholeFile.Fault) -> String {
        switch fault {
        case .missing, .system: "it is missing or may not be read"
        case .tooLarge, .notAFile, .store: fault.reason(bytesMax: ServerLimits.certificateBytesMax).en
        }
    }
}
