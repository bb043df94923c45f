internal import SyncProtocol
public import Values

/// One thing that is wrong with a standard's document. Protocol/standards.md, section "Faults", lists the codes.
public struct StandardFault: Hashable, Sendable {
    /// Stable.
    public let code: Code
    /// From the top of the document to the place; empty for the document itself.
    public let path: [Step]
    /// What is wrong, and what to do.
    public let message: Localized

    /// One step down into the document.
    public enum Step: Hashable, Sendable {
        case key(String)
        /// From 0.
        case index(Int)
    }

    public init(code: Code, path: [Step], message: Localized) {
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
