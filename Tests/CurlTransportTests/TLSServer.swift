import Foundation
import Values

/// The openssl program as an HTTPS server with a certificate made for the test.
final class TLSServer {
    struct Failure: Error {
        let output: String
    }

    let certificatePath: String
    let url: String
    private let folder: URL
    private let process = Process()

    static let isAvailable = FileManager.default.isExecutableFile(atPath: openssl.path)
    private static let openssl = URL(fileURLWithPath: "/usr/bin/openssl")

    init(subjectAltName: String, options: [String] = []) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("ruhu-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let certificate = folder.appendingPathComponent("cert.pem").path
        let key = folder.appendingPathComponent("key.pem").path
        certificatePath = certificate
        try Self.makeCertificate(certificate, key: key, subjectAltName: subjectAltName)

        // -www answers every request with a status page; port 0 is any free one, named in the line "ACCEPT host:port".
        process.executableURL = Self.openssl
        process.arguments =
            [
                "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www",
            ] + options
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = Pipe()
        try process.run()

        var text = ""
        var port: Substring?
        while port == nil {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw Failure(output: text) }
            text += String(decoding: data, as: UTF8.self)
            port = text.split(separator: "\n").first { $0.hasPrefix("ACCEPT ") && text.contains("\n") }
                .flatMap { $0.split(separator: ":").last }
        }
        url = "https://127.0.0.1:\(port ?? "")/"
    }

    func stop() {
        // Not SIGTERM: the child inherits the signal mask of Swift's worker threads, which blocks it.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func makeCertificate(_ path: String, key: String, subjectAltName: String) throws {
        let process = Process()
        process.executableURL = openssl
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=ruhu-tests", "-addext", "subjectAltName=\(subjectAltName)", "-keyout", key, "-out", path,
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(output: "openssl req failed") }
    }
}
