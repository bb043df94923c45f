internal import FoundationEssentials
internal import NIOSSL

/// The certificate chain and the key of a server, as PEM files.
public struct TLSFiles: Hashable, Sendable {
    public let certificate: String
    public let key: String

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
