public import Values

/// A file that is sent to the server whole, which reads and checks it.
public struct DocumentFile: Sendable {
    /// As the person named it.
    public let path: String
    let bytes: [UInt8]

    /// - Parameter path: A file or a pipe.
    /// - Throws: ``Failure`` `file_unreadable`, `file_too_large` (65).
    public init(path: String) throws(Failure) {
        self.path = path
        bytes = try WholeFile.named(
            path, bytesMax: AdminLimits.documentBytesMax,
            advice: Localized(zh: "服务器不接收", en: "the server does not take it"))
    }

    /// - Parameters:
    ///   - path: The file that a person named.
    ///   - bytes: What was made of it.
    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// The last part of the path.
    var name: String { path.parts { $0 == "/" }.last ?? path }

    /// The path up to the name, with the slash at its end; empty for a name alone.
    var folder: String { String(path.unicodeScalars.dropLast(name.unicodeScalars.count)) }
}
