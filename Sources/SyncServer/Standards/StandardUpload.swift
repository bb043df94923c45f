internal import AdminProtocol
internal import CommunityModel
internal import StandardFiles
internal import Standards
internal import SyncProtocol
internal import Values

/// A standard as it was read from a file, ready to be published.
struct StandardUpload {
    let document: DocumentText
    private let file: StandardFile

    var standard: Standard { file.standard }

    /// - Throws: A 422 `standard_invalid` that names every fault of the file.
    init(_ bytes: [UInt8], name: String) throws(Refusal) {
        switch StandardFile.read(bytes: bytes, name: name) {
        case .success(let file):
            self.file = file
            document = DocumentText(text: file.text)
        case .failure(let error): throw Self.refusal(error.faults)
        }
    }

    /// The refusal that faults of publishing come to, each at the place of the key it is about.
    func refusal(_ error: PublishingFaults) -> Refusal {
        Self.refusal(error.faults.map(file.placed))
    }

    /// A file whose only fault is its version is refused by that name, so that scripts can tell.
    private static func refusal(_ faults: [StandardFile.Fault]) -> Refusal {
        let codes = Set(faults.map(\.code))
        let version = codes.count == 1 ? codes.intersection([.versionPublished, .versionOlder]).first : nil
        return Refusal(
            .unprocessable, version?.rawValue ?? "standard_invalid", "\(faults.count) faults; nothing was published",
            faults: faults.map { fault in
                FileFault(
                    line: fault.position.line, column: fault.position.column, code: fault.code.rawValue,
                    path: fault.path,
                    zh: fault.message.zh, en: fault.message.en)
            })
    }
}
