public import Values

/// What the guards read of a rectification's fields, at the time of writing.
public struct RectificationFields: Sendable, Hashable {
    public var measure: String
    public var project: String
    public var dueDate: CalendarDate?
    public var responsibleUnit: String
    /// Whether whoever raised it wants an answer.
    public var isReplyWanted: Bool
    public var answer: String

    /// - Parameters:
    ///   - measure: What is to be done; empty when not stated.
    ///   - project: The project it belongs to; empty when not stated.
    ///   - dueDate: The record's due date.
    ///   - responsibleUnit: Who does it; empty when not stated.
    ///   - isReplyWanted: Whether whoever raised it wants an answer.
    ///   - answer: The answer that was given; empty for none.
    public init(
        measure: String = "", project: String = "", dueDate: CalendarDate? = nil, responsibleUnit: String = "",
        isReplyWanted: Bool = false, answer: String = ""
    ) {
        self.measure = measure
        self.project = project
        self.dueDate = dueDate
        self.responsibleUnit = responsibleUnit
        self.isReplyWanted = isReplyWanted
        self.answer = answer
    }

    /// Names of the fields that a plan needs and that are empty.
    public func missingForPlan(dueDate: CalendarDate?) -> [String] {
        let needed = [
            ("measure", measure.isBlank), ("project", project.isBlank), ("due_date", dueDate == nil),
            ("responsible_unit", responsibleUnit.isBlank),
        ]
        return needed.filter(\.1).map(\.0)
    }
}

extension String {
    /// Whether there is nothing but white space.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
