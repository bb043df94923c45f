public import Values

/// What became of a file whose content is published as an immutable version.
public enum PublishingOutcome: String, Codable, Hashable, Sendable {
    case published
    /// This very version was published before; nothing was changed.
    case unchanged
    /// It was published before, somebody had changed the record, and it is whole again.
    case restored
    /// Only looked at: it can be published.
    case valid
}

/// One published version of a standard, without its content.
public struct StandardRecord: Codable, Hashable, Sendable {
    /// The id by which reports and commands name it.
    public var standard: String
    /// From 1; a greater one follows a smaller.
    public var version: Int
    /// ``title`` in the two languages.
    public var titleZh, titleEn: String
    /// The number that the issuer gave the document.
    public var documentNumber: String?
    /// How many it has.
    public var groups, indicators, checks, tasks: Int
    /// When (ISO 8601, UTC) and by whose login; `nil` for one that was only looked at.
    public var publishedAt, publishedBy: String?
    /// SHA-256 of the document, in hexadecimal digits.
    public var digest: String
    /// Whether what the server holds is not what was published: somebody changed the record.
    public var damaged: Bool

    /// What people call the standard.
    public var title: Localized { Localized(zh: titleZh, en: titleEn) }

    /// A version, as its record and its document say.
    public init(
        standard: String, version: Int, title: Localized, documentNumber: String?, groups: Int, indicators: Int,
        checks: Int, tasks: Int, publishedAt: String?, publishedBy: String?, digest: String, damaged: Bool
    ) {
        self.standard = standard
        self.version = version
        (titleZh, titleEn) = (title.zh, title.en)
        self.documentNumber = documentNumber
        self.groups = groups
        self.indicators = indicators
        self.checks = checks
        self.tasks = tasks
        self.publishedAt = publishedAt
        self.publishedBy = publishedBy
        self.digest = digest
        self.damaged = damaged
    }
}

/// What became of a file with a standard.
public struct StandardImportResult: Codable, Hashable, Sendable {
    /// What was done.
    public var outcome: PublishingOutcome
    /// The version that is published now, or would be.
    public var standard: StandardRecord

    /// An outcome, and the version that it is about.
    public init(outcome: PublishingOutcome, standard: StandardRecord) {
        self.outcome = outcome
        self.standard = standard
    }
}

/// A published version of a standard with its content.
public struct StandardContent: Codable, Hashable, Sendable {
    /// What lists say of it.
    public var standard: StandardRecord
    /// JSON text of the whole document, as it was published.
    public var document: String

    /// A version with its document.
    public init(standard: StandardRecord, document: String) {
        self.standard = standard
        self.document = document
    }
}

/// A form to be published, with the files beside it.
public struct FormImportRequest: Codable, Hashable, Sendable {
    /// The XForm, in base64: what is in it is for the server to judge.
    public var form: String
    /// The files beside it by their names, in base64.
    public var files: [String: String]
    /// Whether the form is only looked at.
    public var isTrial: Bool
    /// The version that a form gets which states none; one that states another is refused.
    public var version: String?
    /// The sender's day as `yyyymmdd`: from it a form gets its version that states none, when `version` is left out.
    public var day: String?

    /// A form with its files; its version comes from the document, from `version` or from `day`.
    public init(form: String, files: [String: String], isTrial: Bool, version: String? = nil, day: String? = nil) {
        self.form = form
        self.files = files
        self.isTrial = isTrial
        self.version = version
        self.day = day
    }
}

/// One published version of a form, without its content.
public struct FormRecord: Codable, Hashable, Sendable {
    /// The form's id, its version and its title, as the form writes them.
    public var form, version, title: String
    /// Names of its languages as the form writes them; empty for a form that has only one.
    public var languages: [String]
    /// Those that are asked or computed.
    public var questionCount: Int
    /// Names of the files that belong to it.
    public var files: [String]
    /// When (ISO 8601, UTC) and by whose login; `nil` for one that was only looked at.
    public var publishedAt, publishedBy: String?
    /// SHA-256 of the document, in hexadecimal digits.
    public var digest: String
    /// Whether what the server holds is not what was published: somebody changed the record.
    public var damaged: Bool

    /// A version, as its record and its document say.
    public init(
        form: String, version: String, title: String, languages: [String], questionCount: Int, files: [String],
        publishedAt: String?, publishedBy: String?, digest: String, damaged: Bool
    ) {
        self.form = form
        self.version = version
        self.title = title
        self.languages = languages
        self.questionCount = questionCount
        self.files = files
        self.publishedAt = publishedAt
        self.publishedBy = publishedBy
        self.digest = digest
        self.damaged = damaged
    }
}

/// What became of a file with a form.
public struct FormImportResult: Codable, Hashable, Sendable {
    /// What was done.
    public var outcome: PublishingOutcome
    /// The version that is published now, or would be.
    public var form: FormRecord
    /// Whether the form states no version itself and was given one.
    public var isVersionGiven: Bool?

    /// An outcome, and the version that it is about.
    public init(outcome: PublishingOutcome, form: FormRecord, isVersionGiven: Bool? = nil) {
        self.outcome = outcome
        self.form = form
        self.isVersionGiven = isVersionGiven
    }
}

/// A published version of a form with its content.
public struct PublishedFormContent: Codable, Hashable, Sendable {
    /// What lists say of it.
    public var form: FormRecord
    /// The XForm.
    public var xml: String
    /// The files that belong to it, by name.
    public var files: [String: String]

    /// A version with all of its files.
    public init(form: FormRecord, xml: String, files: [String: String]) {
        self.form = form
        self.xml = xml
        self.files = files
    }
}
