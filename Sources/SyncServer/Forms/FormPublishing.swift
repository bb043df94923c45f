internal import AdminProtocol
internal import CommunityModel
internal import Questionnaires
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// Publishes a version of a form. Specification: section "Published forms".
struct FormPublishing {
    let form: FormUpload
    let author: Author

    var version: DocumentPublishing {
        let title = String(form.definition.title.prefix(ServerLimits.formTitleCharactersMax))
        return DocumentPublishing(
            kind: .form, id: form.definition.id, version: .text(form.definition.version),
            title: Localized(zh: title, en: title), text: form.document.text, author: author)
    }

    /// Publishes, or finds that it is published.
    ///
    /// - Parameters:
    ///   - store: The records.
    ///   - isTrial: Whether nothing is to be stored.
    /// - Returns: What became of it.
    /// - Throws: A 422 `version_published` or `version_older`; `StoreError`.
    func run(in store: ReplicaStore, isTrial: Bool = false) throws -> PublishingOutcome {
        try version.run(in: store, isTrial: isTrial) { published in
            let versions = published.versions(of: form.definition.id).map { FormVersion($0.version) }.sorted()
            let own = FormVersion(form.definition.version)
            if versions.contains(own) { throw FormUpload.refusal([.versionPublished(form)]) }
            if let newest = versions.last, own < newest {
                throw FormUpload.refusal([.versionOlder(form, newest: newest)])
            }
        }
    }
}

extension FileFault {
    fileprivate static func versionPublished(_ form: FormUpload) -> FileFault {
        let (id, version) = (form.definition.id, form.definition.version)
        if let next = form.given?.next {
            return FileFault(
                code: "version_published", path: "version",
                zh: "问卷没有写版本，而 \(id) 的版本 \(version) 今天已经发布，内容不同；另发一版请用 --version \(next)",
                en: """
                    the form states no version, and today's version \(version) of \(id) is published with other content; \
                    name the next one: --version \(next)
                    """)
        }
        return FileFault(
            code: "version_published", path: "version",
            zh: "\(id) 的版本 \(version) 已经发布，内容不同；已发布的版本不再改动，请用更大的版本号",
            en: """
                version \(version) of \(id) is published with other content; what is published stays as it is, so give the \
                form a greater version
                """)
    }

    fileprivate static func versionOlder(_ form: FormUpload, newest: FormVersion) -> FileFault {
        let (id, version) = (form.definition.id, form.definition.version)
        let isDated = form.given?.isDated == true
        let next = form.given?.next ?? "VERSION"
        return FileFault(
            code: "version_older", path: "version",
            zh: "\(id) 已经发布到版本 \(newest)，版本 \(version) 不能再补发" + (isDated ? "；请用更大的版本：--version \(next)" : ""),
            en: "\(id) is published up to version \(newest); version \(version) cannot follow it"
                + (isDated ? "; name a greater one: --version \(next)" : ""))
    }
}

/// Gives a version to a form that states none: the one that was asked for, or one that follows from the day, as the
/// versions of spreadsheets do (`yyyymmdd`, and `yyyymmddrr` for further ones of a day).
struct VersionNaming {
    /// As it was asked for; `nil` when nothing was.
    let wanted: String?
    /// The administrator's day; `nil` for a program that knows none, and then nothing is given.
    let day: String?
    let store: ReplicaStore

    /// A version that was given.
    struct Given {
        let version: String
        /// Whether it follows from the day.
        var isDated = false
        /// The one that comes after those of the day; `nil` where none is published or none was given by the day.
        var next: String?
    }

    /// - Parameters:
    ///   - id: The form's id.
    ///   - document: The form under a version, as it would be published; `nil` when it cannot be.
    /// - Returns: The version; `nil` when there is none to give.
    /// - Throws: `StoreError`.
    func version(of id: String, document: (String) -> FormDocument?) throws -> Given? {
        if let wanted { return Given(version: wanted) }
        guard let day else { return nil }
        let type = try PublishedKind.form.recordType(in: try store.schema())
        let published = try store.records(of: PublishedKind.form.type)
            .compactMap { PublishedDocument($0.view, .form, type: type) }.filter { $0.id == id }
        guard let newest = published.max(by: { FormVersion($0.version) < FormVersion($1.version) }) else {
            return Given(version: day, isDated: true)
        }
        // The same file once more is the same version, also on another day.
        if document(newest.version)?.text.digest == newest.text.digest { return Given(version: newest.version) }
        let isBehind = FormVersion(day) < FormVersion(newest.version)
        return Given(
            version: isBehind ? day + "01" : day, isDated: true, next: Self.next(after: newest.version, on: day))
    }

    /// `2026112802` after `20261128` and after `2026112801`; `nil` when the version is none of the day.
    private static func next(after version: String, on day: String) -> String? {
        guard version.hasPrefix(day) else { return nil }
        let rest = version.dropFirst(day.count)
        guard let number = rest.isEmpty ? 1 : Int(rest), (1...98).contains(number) else { return nil }
        return day + (number < 9 ? "0" : "") + String(number + 1)
    }
}
