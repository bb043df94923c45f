internal import FoundationEssentials
internal import NIOSSL

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
        guard FileManager.default.isReadableFile(atPath: certificate) else {
            throw .certificateUnusable(file: certificate, detail: "it is missing or may not be read")
        }
        guard FileManager.default.isReadableFile(atPath: key) else {
            throw .keyUnusable(file: key, detail: "it is missing or may not be read")
        }
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(certificate)
        } catch {
            throw .certificateUnusable(file: certificate, detail: "it holds no PEM certificate")
        }
        guard !chain.isEmpty else {
            throw .certificateUnusable(file: certificate, detail: "it holds no PEM certificate")
        }
        let privateKey: NIOSSLPrivateKey
        do {
            privateKey = try NIOSSLPrivateKey(file: key, format: .pem)
        } catch {
            throw .keyUnusable(file: key, detail: "it holds no PEM private key, or one with a password")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(privateKey))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        do {
            // Making a context once tells whether the key fits the certificate, before anybody connects.
            _ = try NIOSSLContext(configuration: configuration)
        } catch {
            throw .keyUnusable(file: key, detail: "it does not fit the certificate \(certificate)")
        }
        return configuration
    }
}
