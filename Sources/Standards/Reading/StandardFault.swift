public import Values

/// One thing that is wrong with a standard's document. Protocol/standards.md, section "Faults", lists the codes.
public struct StandardFault: Hashable, Sendable {
    /// Stable.
    public let code: Code
    /// From the top of the document to the place; empty for the document itself.
    public let path: [PathStep]
    /// What is wrong, and what to do.
    public let message: Localized

    /// One step down into the document.
    public enum PathStep: Hashable, Sendable {
        case key(String)
        /// From 0.
        case index(Int)
    }

    /// - Parameters: see the properties.
    public init(code: Code, path: [PathStep], message: Localized) {
        self.code = code
        self.path = path
        self.message = message
    }

    /// The path as people write it, such as `items[3].threshold.op`.
    public var pathText: String {
        var text = ""
        for step in path {
            switch step {
            case .key(let name): text += text.isEmpty ? name : ".\(name)"
            case .index(let index): text += "[\(index)]"
            }
        }
        return text
    }
}

/// Bounds of a standard. They are wide for people and narrow for a document that is made to hurt.
public enum StandardLimits {
    /// Faults that are told at once; the last one then says how many more there are.
    public static let faultsMax = 500
    /// Characters of a code or name: both are columns of tables that people read.
    public static let nameCharactersMax = 64
    /// Digits before the point of a limit: those of a recorded number.
    public static let wholeDigitsMax = 15
    /// Digits behind the point of a limit.
    public static let fractionDigitsMax = 6
    /// The longest window, in its own unit: a century of years, a quarter of days.
    public static let windowCountMax = 100
    /// Formulas that rest on one another, which the evaluator follows one inside the other.
    public static let formulaDepthMax = 32
}

extension StandardFault {
    /// What is wrong, in one word that scripts can rely on. Protocol/standards.md, section "Faults".
    public enum Code: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
        // MARK: The file

        /// The file is not UTF-8.
        case notUtf8 = "not_utf8"
        /// A control character, which YAML forbids.
        case badCharacter = "bad_character"
        /// The YAML parser stops here; nothing behind it was read.
        case notYaml = "not_yaml"
        /// The file, or the document that would be published, has more bytes than it may.
        case tooLarge = "too_large"
        /// Lists and mappings inside one another beyond the limit, or aliases that unfold to too many values.
        case tooDeep = "too_deep"
        /// More uses of aliases than the limit.
        case tooManyAliases = "too_many_aliases"
        /// A key stands twice in one mapping.
        case duplicateKey = "duplicate_key"
        /// A key that is a list or a mapping.
        case wrongKey = "wrong_key"
        /// A number that YAML readers take for different values.
        case unclearNumber = "unclear_number"
        /// A tag of YAML, such as `!!binary`.
        case tagUnsupported = "tag_unsupported"

        // MARK: The shape of the document

        /// The document is not a mapping.
        case notAMapping = "not_a_mapping"
        /// The document names another format.
        case unknownSchema = "unknown_schema"
        /// A required key is missing.
        case missingKey = "missing_key"
        /// A value of another type than the key asks for.
        case wrongType = "wrong_type"
        /// A list that must have an element has none.
        case emptyList = "empty_list"
        /// Not a number, or one outside its range or with too many digits.
        case badNumber = "bad_number"
        /// A code or name with characters that none may have, or too long.
        case badName = "bad_name"
        /// Faults beyond those that are listed.
        case moreFaults = "more_faults"

        // MARK: Words of the format

        /// A `kind` that the format does not know.
        case unknownKind = "unknown_kind"
        /// An `assessment` that the format does not know.
        case unknownAssessment = "unknown_assessment"
        /// A `type` of a recorded fact that the format does not know.
        case unknownType = "unknown_type"
        /// An `op` that the format does not know, or that means nothing with the value.
        case unknownOperator = "unknown_operator"
        /// A unit of a window that is no unit of time.
        case unknownWindowUnit = "unknown_window_unit"
        /// A `vs` of a trend that the format does not know.
        case unknownPredecessor = "unknown_predecessor"
        /// A `tally` that the format does not know.
        case unknownTally = "unknown_tally"
        /// A query that the format does not know.
        case unknownQuery = "unknown_query"
        /// An argument that the query does not have.
        case unknownArgument = "unknown_argument"
        /// A word that is none of those allowed here.
        case unknownWord = "unknown_word"

        // MARK: Thresholds, conditions and formulas

        /// A threshold of no known shape, or of two at once.
        case unknownThreshold = "unknown_threshold"
        /// A condition of no known shape, or of two at once.
        case unknownCondition = "unknown_condition"
        /// A formula of no known shape, or of two at once.
        case unknownFormula = "unknown_formula"
        /// A `base` beside another unit than `%`.
        case baseNeedsPercent = "base_needs_percent"
        /// A `per` without `value`.
        case perWithoutAmount = "per_without_amount"
        /// `all_checks` or `any_check` where the indicator has no checks.
        case noChecks = "no_checks"
        /// A case behind `otherwise`, which is never reached.
        case otherwiseNotLast = "otherwise_not_last"
        /// A unit that is neither known nor declared under `units`.
        case undeclaredUnit = "undeclared_unit"

        // MARK: Names and what they are declared as

        /// A code that stands for two things.
        case duplicateCode = "duplicate_code"
        /// A group that `groups` does not declare.
        case unknownGroup = "unknown_group"
        /// A check that the standard does not have.
        case unknownCheck = "unknown_check"
        /// An indicator that the standard does not have, or one without checks where it needs some.
        case unknownIndicator = "unknown_indicator"
        /// An operand of a formula that is neither recorded nor derived.
        case unknownMetric = "unknown_metric"
        /// The new code of a `code_map` entry, which the standard does not have.
        case unknownTarget = "unknown_target"
        /// A threshold in another unit than its metric is declared in.
        case unitMismatch = "unit_mismatch"
        /// A threshold that compares a yes or no with a number, or the other way round.
        case typeMismatch = "type_mismatch"
        /// A fact that is declared again in another unit.
        case unitConflict = "unit_conflict"
        /// A fact that is declared again with another type.
        case typeConflict = "type_conflict"
        /// A metric that is derived again by another formula.
        case formulaConflict = "formula_conflict"
        /// A condition that rests on what it decides about.
        case cyclicCondition = "cyclic_condition"
        /// A formula that rests on itself.
        case cyclicFormula = "cyclic_formula"
        /// A formula that rests on more formulas than the evaluator follows.
        case formulaTooLarge = "formula_too_large"

        // MARK: What is published already

        /// The version is published with other content.
        case versionPublished = "version_published"
        /// A greater version is published already.
        case versionOlder = "version_older"
        /// A code of the version before that is gone, and that `code_map` does not mention.
        case codeUnmapped = "code_unmapped"
        /// A code in `code_map` that the version before does not have.
        case codeMapUnknown = "code_map_unknown"

        /// The code as scripts read it.
        public var description: String { rawValue }
    }
}
