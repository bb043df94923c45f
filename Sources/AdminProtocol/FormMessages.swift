/// A form to be published, with the files beside it.
public struct FormImportRequest: Codable, Hashable, Sendable {
    /// A file as it lies on disk.
    public struct File: Codable, Hashable, Sendable {
        /// Without its folder.
        public var name: String
        /// Base64 of its bytes: what is in it is for the server to judge.
        public var content: String

        public init(name: String, content: String) {
            self.name = name
            self.content = content
        }
    }

    /// The XForm.
    public var form: File
    public var files: [File]
    /// Whether the form is only looked at.
    public var isTrial: Bool
    /// The version that a form gets which states none; one that states another is refused.
    public var version: String?
    /// The sender's day as `yyyymmdd`: from it a form gets its version that states none, when `version` is left out.
    public var day: String?

    public init(form: File, files: [File], isTrial: Bool, version: String? = nil, day: String? = nil) {
        self.form = form
        self.files = files
        self.isTrial = isTrial
        self.version = version
        self.day = day
    }
}

/// One published version of a form, without its content.
public struct FormRecord: Codable, Hashable, Sendable {
    public var form: String
    public var version: String
    public var title: String
    /// Names of its languages as the form writes them; empty for a form that has only one.
    public var languages: [String]
    public var questions: Int
    /// Names of the files that belong to it.
    public var files: [String]
    /// ISO 8601, UTC; `nil` for one that was only looked at.
    public var publishedAt: String?
    public var publishedBy: String?
    /// SHA-256 of the document, in hexadecimal digits.
    public var digest: String
    /// Whether what the server holds is not what was published: somebody changed the record.
    public var isDamaged: Bool

    public init(
        form: String, version: String, title: String, languages: [String], questions: Int, files: [String],
        publishedAt: String?, publishedBy: String?, digest: String, isDamaged: Bool
    ) {
        self.form = form
        self.version = version
        self.title = title
        self.languages = languages
        self.questions = questions
        self.files = files
        self.publishedAt = publishedAt
        self.publishedBy = publishedBy
        self.digest = digest
        self.isDamaged = isDamaged
    }
}

/// What became of a file with a form.
public struct FormImportResult: Codable, Hashable, Sendable {
    public var outcome: PublishingOutcome
    public var form: FormRecord
    /// Whether the form states no version itself and was given one.
    public var isVersionGiven: Bool?

    public init(outcome: PublishingOutcome, form: FormRecord, isVersionGiven: Bool? = nil) {
        self.outcome = outcome
        self.form = form
        self.isVersionGiven = isVersionGiven
    }
}

/// A published version of a form with its content.
public struct FormContent: Codable, Hashable, Sendable {
    public var form: FormRecord
    /// The XForm.
    public var xml: String
    /// The files that belong to it, by name.
    public var files: [String: String]

    public init(form: FormRecord, xml: String, files: [String: String]) {
        self.form = form
        self.xml = xml
        self.files = files
    }
}
