internal import Glibc
internal import Logging
internal import Values

/// Writes the log as logfmt on standard error: `time=... level=info message=request status=200 ...`, one line an event.
struct LogfmtHandler: LogHandler {
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    let environment: HostEnvironment

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line =
            "time=\(environment.now) level=\(event.level.rawValue) message=\(Self.quoted(event.message.description))"
        let facts = metadata.merging(metadataProvider?.get() ?? [:]) { _, newer in newer }
            .merging(event.metadata ?? [:]) { _, newer in newer }
        for (name, value) in facts.sorted(by: { $0.key < $1.key }) {
            line += " \(name)=\(Self.quoted(value.description))"
        }
        if let error = event.error { line += " error=\(Self.quoted(String(describing: error)))" }
        StandardError.write(line + "\n")
    }

    /// A value as it is, or in quotes where it would not be one word; nothing that a client sent can begin a new line.
    private static func quoted(_ text: String) -> String {
        let isPlain = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x3D }
        if isPlain { return text }
        var quoted = ""
        JSONValue.append(quoted: text, to: &quoted)
        return quoted
    }
}

/// Whole lines on standard error, each in one write so that lines of different threads do not mix.
enum StandardError {
    /// What cannot be written there is lost: a log must not stop the server.
    static func write(_ text: String) {
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            written += count
        }
    }
}
