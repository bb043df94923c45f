internal import Glibc

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
