internal import AdminProtocol
internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol

/// The published standards of a store, as administrators see them.
struct StandardCatalogue {
    private let store: ReplicaStore
    private let type: RecordType

    init(_ store: ReplicaStore) throws {
        guard let type = try store.schema().type(RecordTypes.standard) else { throw PublishedStandards.notDeclared }
        self.store = store
        self.type = type
    }

    /// All versions, by id and version. What somebody changed is listed as damaged, under the names that it shows.
    func list() throws -> [StandardRecord] {
        try store.records(of: RecordTypes.standard).map { record in
            guard let published = PublishedDocument(record.view, type: type) else { return damaged(record) }
            do {
                return try self.record(of: published, key: record.key)
            } catch StoreError.damaged {
                // A version that this program cannot read must not hide the others.
                return damaged(record)
            }
        }.sorted { ($0.standard, $0.version, $0.digest) < ($1.standard, $1.version, $1.digest) }
    }

    /// A version that is held as it was published; `nil` when it is not.
    func record(of upload: StandardUpload) throws -> StandardRecord? {
        let id = upload.document.recordID(standard: upload.standard.id, version: upload.standard.version)
        let key = RecordKey(id: id, type: RecordTypes.standard)
        guard let held = try store.record(key), let published = PublishedDocument(held.view, type: type) else {
            return nil
        }
        return try record(of: published, key: key)
    }

    /// The content of a version.
    ///
    /// - Parameters:
    ///   - id: The standard's id, or the beginning of it when no other begins so.
    ///   - version: `nil` for the newest.
    /// - Returns: All of it.
    /// - Throws: A 404 `standard_unknown`, a 409 `standard_ambiguous`; `StoreError`.
    func content(_ id: String, version: Int?) throws -> StandardContent {
        let published = try store.records(of: RecordTypes.standard).compactMap { record in
            PublishedDocument(record.view, type: type).map { (document: $0, key: record.key) }
        }
        let ids = Set(published.map(\.document.standard))
        let named = ids.contains(id) ? [id] : ids.filter { !id.isEmpty && $0.hasPrefix(id) }.sorted()
        guard named.count < 2 else {
            throw Refusal(.conflict, "standard_ambiguous", "these begin with \(id): \(named.joined(separator: ", "))")
        }
        let versions = published.filter { $0.document.standard == named.first }
            .sorted { $0.document.version < $1.document.version }
        guard let found = version.map({ wanted in versions.last { $0.document.version == wanted } }) ?? versions.last
        else {
            let text = version.map { "there is no version \($0) of a standard \(id)" } ?? "there is no standard \(id)"
            throw Refusal(.notFound, "standard_unknown", text)
        }
        let record = try record(of: found.document, key: found.key)
        return StandardContent(
            try found.document.standardRead(), record: record, document: found.document.document.text)
    }

    private func record(of published: PublishedDocument, key: RecordKey) throws -> StandardRecord {
        var record = StandardRecord(try published.standardRead(), digest: published.document.digest)
        if let origin = try store.origin(of: key) {
            record.publishedAt = Instant(milliseconds: origin.writtenAt).description
            record.publishedBy = origin.author
        }
        return record
    }

    private func damaged(_ record: StoredRecord) -> StandardRecord {
        let text = { (name: String) in type.field(named: name).map { record.view.text(of: $0) } ?? "" }
        var version = 0
        if let field = type.field(named: "version"), case .value(let write)? = record.view.outcome(of: field.number),
            case .integer(let number)? = Value(encoded: write.value)
        {
            version = Int(number)
        }
        return StandardRecord(
            standard: text("standard"), version: version,
            title: BilingualText(zh: text("title_zh"), en: text("title_en")), documentNumber: nil, groups: 0,
            indicators: 0, checks: 0, tasks: 0, publishedAt: nil, publishedBy: nil, digest: text("digest"),
            isDamaged: true)
    }
}

extension StandardRecord {
    init(_ standard: Standard, digest: Digest) {
        self.init(
            standard: standard.id, version: standard.version, title: BilingualText(standard.title),
            documentNumber: standard.documentNumber, groups: standard.groups.count,
            indicators: standard.indicators.count, checks: standard.indicators.reduce(0) { $0 + $1.checks.count },
            tasks: standard.tasks.count, publishedAt: nil, publishedBy: nil, digest: digest.hex, isDamaged: false)
    }
}

extension StandardContent {
    fileprivate init(_ standard: Standard, record: StandardRecord, document: String) {
        let wording = ThresholdWording(standard)
        let empty = BilingualText(zh: "", en: "")
        self.init(
            standard: record,
            groups: standard.groups.map { Group(code: $0.code, title: BilingualText($0.title)) },
            indicators: standard.indicators.map { indicator in
                Indicator(
                    code: indicator.code, group: indicator.group, title: BilingualText(indicator.title),
                    requirement: BilingualText(indicator.requirement), kind: indicator.kind.rawValue,
                    assessment: indicator.assessment.rawValue,
                    threshold: indicator.threshold.map { BilingualText(wording.words($0)) } ?? empty,
                    applicability: indicator.applicability.map { BilingualText(wording.words($0)) } ?? empty,
                    clause: indicator.clause, leadUnit: indicator.leadUnit, disabled: indicator.isDisabled,
                    checks: indicator.checks.map { check in
                        Check(
                            code: check.code, title: BilingualText(check.title),
                            threshold: check.threshold.map { BilingualText(wording.words($0)) } ?? empty)
                    },
                    records: standard.questions(for: indicator).map(\.name))
            }, document: document)
    }
}

extension BilingualText {
    fileprivate init(_ title: Title) { self.init(zh: title.zh, en: title.en) }
}
