public import Values

/// One published version of a standard, without its content.
public struct StandardRecord: Codable, Hashable, Sendable {
    public var standard: String
    public var version: Int
    public var title: Localized
    /// The number that the issuer gave the document.
    public var documentNumber: String?
    public var groups: Int
    public var indicators: Int
    public var checks: Int
    public var tasks: Int
    /// ISO 8601, UTC; `nil` for one that was only looked at.
    public var publishedAt: String?
    public var publishedBy: String?
    /// SHA-256 of the document, in hexadecimal digits.
    public var digest: String
    /// Whether what the server holds is not what was published: somebody changed the record.
    public var isDamaged: Bool

    public init(
        standard: String, version: Int, title: Localized, documentNumber: String?, groups: Int, indicators: Int,
        checks: Int, tasks: Int, publishedAt: String?, publishedBy: String?, digest: String, isDamaged: Bool
    ) {
        self.standard = standard
        self.version = version
        self.title = title
        self.documentNumber = documentNumber
        self.groups = groups
        self.indicators = indicators
        self.checks = checks
        self.tasks = tasks
        self.publishedAt = publishedAt
        self.publishedBy = publishedBy
        self.digest = digest
        self.isDamaged = isDamaged
    }
}

/// What became of a file with a standard.
public struct StandardImportResult: Codable, Hashable, Sendable {
    public var outcome: PublishingOutcome
    public var standard: StandardRecord

    public init(outcome: PublishingOutcome, standard: StandardRecord) {
        self.outcome = outcome
        self.standard = standard
    }
}

/// A published version of a standard with its content, as people read it.
public struct StandardContent: Codable, Hashable, Sendable {
    public struct Group: Codable, Hashable, Sendable {
        public var code: String
        public var title: Localized

        public init(code: String, title: Localized) {
            self.code = code
            self.title = title
        }
    }

    public struct Check: Codable, Hashable, Sendable {
        public var code: String
        public var title: Localized
        /// In words; empty where nothing is computed.
        public var threshold: Localized

        public init(code: String, title: Localized, threshold: Localized) {
            self.code = code
            self.title = title
            self.threshold = threshold
        }
    }

    public struct Indicator: Codable, Hashable, Sendable {
        public var code: String
        public var group: String
        public var title: Localized
        public var requirement: Localized
        public var kind: String
        public var assessment: String
        /// In words; empty where nothing is computed.
        public var threshold: Localized
        /// When the indicator applies, in words; empty for always.
        public var applicability: Localized
        public var clause: String
        public var leadUnit: String?
        /// Whether it is kept as history and not evaluated.
        public var disabled: Bool
        public var checks: [Check]
        /// Names of what an inspector records.
        public var records: [String]

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

    public var standard: StandardRecord
    public var groups: [Group]
    public var indicators: [Indicator]
    /// JSON text of the whole document.
    public var document: String

    public init(standard: StandardRecord, groups: [Group], indicators: [Indicator], document: String) {
        self.standard = standard
        self.groups = groups
        self.indicators = indicators
        self.document = document
    }
}
