internal import AdminProtocol
internal import FoundationEssentials
public import Values

/// A form to import with the files that lie beside it.
public struct FormFiles: Sendable {
    let form: DocumentFile
    private(set) var attachments: [DocumentFile]
    private let version: String?
    private let day: String

    /// - Parameters:
    ///   - form: The XForm.
    ///   - attachments: Paths of files that it names, wherever they lie.
    ///   - version: The version of a form that states none; `nil` for one that follows from the day.
    ///   - day: The local day, `yyyymmdd`.
    /// - Throws: ``Failure`` `file_unreadable`, `files_alike` (65).
    public init(form: DocumentFile, attachments: [String], version: String?, day: String) throws(Failure) {
        self.form = form
        self.version = version
        self.day = day
        var read: [DocumentFile] = []
        for path in attachments {
            let file = try DocumentFile(path: path)
            if let other = read.first(where: { $0.name == file.name }) { throw .alike(other.path, file.path) }
            read.append(file)
        }
        self.attachments = read
    }

    /// Reads what lies beside the form under the names that the server misses.
    ///
    /// - Parameter names: Such as `places.csv`.
    /// - Returns: Whether anything more can be sent.
    mutating func find(_ names: [String]) -> Bool {
        let known = Set(attachments.map(\.name))
        let found = Set(names).subtracting(known).sorted().compactMap { name in
            // A name leads nowhere else than beside the form.
            name.contains("/") ? nil : try? DocumentFile(path: form.folder + name)
        }
        attachments += found
        return !found.isEmpty
    }

    func request(isTrial: Bool) -> FormImportRequest {
        let base64 = { (file: DocumentFile) in Data(file.bytes).base64EncodedString() }
        return FormImportRequest(
            form: base64(form), files: Dictionary(attachments.map { ($0.name, base64($0)) }) { first, _ in first },
            isTrial: isTrial, version: version, day: day)
    }
}

extension Failure {
    fileprivate static func alike(_ first: String, _ second: String) -> Failure {
        Failure(fault: "files_alike", ["first": "\(first)", "second": "\(second)"])
    }
}

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
