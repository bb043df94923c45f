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

/// A published version of a standard with its content, as people read it.
public struct StandardContent: Codable, Hashable, Sendable {
    /// Indicators that the standard puts together.
    public struct IndicatorGroup: Codable, Hashable, Sendable {
        /// Such as `NH11-FAC`.
        public var code: String
        /// What people call it.
        public var title: Localized

        /// A group by its code.
        public init(code: String, title: Localized) {
            self.code = code
            self.title = title
        }
    }

    /// A part of an indicator that is met or not by itself.
    public struct Check: Codable, Hashable, Sendable {
        /// Such as `NH11-FAC-01.1`.
        public var code: String
        /// What people call it, and what must hold, in words; the latter is empty where nothing is computed.
        public var title, threshold: Localized

        /// A check by its code.
        public init(code: String, title: Localized, threshold: Localized) {
            self.code = code
            self.title = title
            self.threshold = threshold
        }
    }

    /// What a community is held against.
    public struct Indicator: Codable, Hashable, Sendable {
        /// Its own code, such as `NH11-FAC-01`, and that of its group.
        public var code, group: String
        /// What people call it, and what the standard demands in its own words.
        public var title, requirement: Localized
        /// What is measured and how it is judged, as the document's `kind` and `assessment` say.
        public var kind, assessment: String
        /// In words; empty where nothing is computed.
        public var threshold: Localized
        /// When the indicator applies, in words; empty for always.
        public var applicability: Localized
        /// Where the issuer's document states it.
        public var clause: String
        /// The unit that answers for it; `nil` where none is named.
        public var leadUnit: String?
        /// Whether it is kept as history and not evaluated.
        public var disabled: Bool
        /// In the order of the document.
        public var checks: [Check]
        /// Names of what an inspector records.
        public var records: [String]

        /// An indicator as people read it.
        public init(
            code: String, group: String, title: Localized, requirement: Localized, kind: String,
            assessment: String, threshold: Localized, applicability: Localized, clause: String,
            leadUnit: String?, disabled: Bool, checks: [Check], records: [String]
        ) {
            self.code = code
            self.group = group
            self.title = title
            self.requirement = requirement
            self.kind = kind
            self.assessment = assessment
            self.threshold = threshold
            self.applicability = applicability
            self.clause = clause
            self.leadUnit = leadUnit
            self.disabled = disabled
            self.checks = checks
            self.records = records
        }
    }

    /// What lists say of it.
    public var standard: StandardRecord
    /// In the order of the document.
    public var groups: [IndicatorGroup]
    /// All of all groups, in the order of the document.
    public var indicators: [Indicator]
    /// JSON text of the whole document.
    public var document: String

    /// A version, in words and as it was published.
    public init(standard: StandardRecord, groups: [IndicatorGroup], indicators: [Indicator], document: String) {
        self.standard = standard
        self.groups = groups
        self.indicators = indicators
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
public struct FormContent: Codable, Hashable, Sendable {
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
