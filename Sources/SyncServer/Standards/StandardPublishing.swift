internal import AdminProtocol
internal import CommunityModel
internal import ReplicaStore
internal import StandardFiles
internal import Standards
internal import SyncProtocol
internal import Values

/// Publishes a version of a standard, and the rows of its task table. Specification: section "Published standards".
struct StandardPublishing {
    let standard: Standard
    let document: DocumentText
    let author: Author

    /// Publishes, or finds that it is published.
    ///
    /// - Parameters:
    ///   - store: The records.
    ///   - isTrial: Whether nothing is to be stored.
    /// - Returns: What became of it.
    /// - Throws: ``PublishingFaults`` that names everything that stands against it; `StoreError`.
    func run(in store: ReplicaStore, isTrial: Bool = false) throws -> PublishingOutcome {
        try version.run(in: store, isTrial: isTrial) { published in
            try checkSuccession(published)
        } companions: { context in
            try TaskRows(standard: standard, context: context).drafts()
        }
    }

    var version: DocumentPublishing {
        DocumentPublishing(
            kind: .standard, id: standard.id, version: .integer(Int64(standard.version)), title: standard.title,
            text: document, author: author)
    }

    private func checkSuccession(_ published: PublishedDocuments) throws {
        let versions = published.versions(of: standard.id).sorted { $0.number < $1.number }
        guard let newest = versions.last else { return }
        if versions.contains(where: { $0.number == standard.version }) {
            throw PublishingFaults([.versionPublished(standard)])
        }
        if standard.version < newest.number {
            throw PublishingFaults([.versionOlder(standard, newest: newest.number)])
        }
        let faults = CodeMapCheck.faults(from: try newest.standardRead(), to: standard)
        if !faults.isEmpty { throw PublishingFaults(faults) }
    }
}

extension PublishedDocument {
    /// The standard that the document writes.
    ///
    /// - Throws: `StoreError.damaged` when this version of the software cannot read it, although it was published.
    func standardRead() throws -> Standard {
        guard let json = JSONValue(parsing: Array(text.text.utf8)) else {
            throw StoreError.damaged(record: "standard \(id) \(version)", detail: "the document is not JSON")
        }
        let (standard, faults) = StandardReading.read(json, for: .using)
        guard let standard else {
            let first = faults.first.map { "\($0.code) \($0.pathText)" } ?? ""
            throw StoreError.damaged(record: "standard \(id) \(version)", detail: first)
        }
        return standard
    }
}

/// What stands against publishing a standard that is well-formed in itself.
struct PublishingFaults: Error {
    let faults: [StandardFault]

    init(_ faults: [StandardFault]) { self.faults = faults }
}

extension StandardFault {
    static func versionPublished(_ standard: Standard) -> Self {
        Self(
            code: .versionPublished, path: [.key("catalogue_version")],
            message: Localized(
                zh: "\(standard.id) 的版本 \(standard.version) 已经发布，内容不同；已发布的版本不再改动，请用更大的版本号",
                en: """
                    version \(standard.version) of \(standard.id) is published with other content; what is published stays \
                    as it is, so give the file a greater version
                    """))
    }

    static func versionOlder(_ standard: Standard, newest: Int) -> Self {
        Self(
            code: .versionOlder, path: [.key("catalogue_version")],
            message: Localized(
                zh: "\(standard.id) 已经发布到版本 \(newest)，版本 \(standard.version) 不能再补发",
                en: "\(standard.id) is published up to version \(newest); version \(standard.version) cannot follow it")
        )
    }

    static func codeUnmapped(_ code: String, version: Int) -> Self {
        Self(
            code: .codeUnmapped, path: [.key("code_map")],
            message: Localized(
                zh: "版本 \(version) 的代码 \(code) 在新版本中没有了：请在 code_map 中写明由哪个代码接替，没有则写 null",
                en: """
                    the code \(code) of version \(version) is gone: say in code_map which code takes its place, or null \
                    where none does
                    """))
    }

    static func codeUnknown(_ code: String, version: Int) -> Self {
        Self(
            code: .codeMapUnknown, path: [.key("code_map"), .key(code)],
            message: Localized(zh: "版本 \(version) 没有代码 \(code)", en: "version \(version) has no code \(code)"))
    }
}

/// Holds the codes of a new version of a standard against those of the version before, so that what was recorded under
/// the old codes is not orphaned.
enum CodeMapCheck {
    static func faults(from old: Standard, to new: Standard) -> [StandardFault] {
        let kept = codes(of: new)
        var faults: [StandardFault] = []
        for indicator in old.indicators {
            if !kept.contains(indicator.code), new.codeMap[indicator.code] == nil {
                faults.append(.codeUnmapped(indicator.code, version: old.version))
            }
            // The checks of an indicator that has no successor go with it.
            if let successor = new.codeMap[indicator.code], successor == nil { continue }
            for check in indicator.checks where !kept.contains(check.code) && new.codeMap[check.code] == nil {
                faults.append(.codeUnmapped(check.code, version: old.version))
            }
        }
        let known = codes(of: old)
        for code in new.codeMap.keys.sorted() where !known.contains(code) {
            faults.append(.codeUnknown(code, version: old.version))
        }
        return faults
    }

    private static func codes(of standard: Standard) -> Set<String> {
        Set(standard.indicators.flatMap { [$0.code] + $0.checks.map(\.code) })
    }
}

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

    /// The refusal that lists the faults of publishing, each at the place of the key it is about.
    func refusal(_ error: PublishingFaults) -> Refusal {
        Self.refusal(error.faults.map(file.placed))
    }

    /// A file whose only fault is its version is refused by that name, so that scripts can tell.
    private static func refusal(_ faults: [StandardFile.ReadingFault]) -> Refusal {
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

/// The rows of a standard's task table as records of type `task`. A row that is there already is left alone: those who
/// are responsible have gone on working with it.
struct TaskRows {
    let standard: Standard
    let context: EditContext

    func drafts() throws -> [ChangeDraft] {
        guard !standard.tasks.isEmpty, let type = context.schema.type(named: "task") else { return [] }
        return try standard.tasks.compactMap { task in
            let id = RecordID.derived("ruhu-task-1", from: [Array(standard.id.utf8), Array(task.id.utf8)])
            let key = RecordKey(id: id, type: type.number)
            guard try context.view(of: key) == nil else { return nil }
            return ChangeDraft(kind: .bulkImport, writes: try writes(of: task, key, type))
        }
    }

    private func writes(of task: Standard.PlannedTask, _ key: RecordKey, _ type: RecordType) throws -> [ChangeDraft
        .Write]
    {
        let served = standard.indicators.filter { task.indicators.contains($0.code) }
        let texts = [
            ("number", task.id), ("standard", standard.id), ("title", task.title.zh),
            ("content", served.map(\.title.zh).joined(separator: "；")), ("lead_unit", task.leadUnit),
            ("responsible_unit", task.responsibleUnit ?? ""), ("state", "not_started"),
        ]
        var writes = try texts.compactMap { name, text -> ChangeDraft.Write? in
            guard !text.isEmpty, let field = type.field(named: name) else { return nil }
            let value = try? field.read(String(text.prefix(field.maxLength ?? .max)))
            return try value.map { try context.write(key, field, $0) }
        }
        if let field = type.field(named: "indicators"), field.policy == .union {
            for code in task.indicators {
                writes.append(try context.write(key, field, cell: Value.text(code).encoded, .boolean(true)))
            }
        }
        return writes
    }
}
