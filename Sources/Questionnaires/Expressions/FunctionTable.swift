/// The functions that expressions may call, each with the number of arguments that it takes.
///
/// The names and what they do are those of the ODK XForms specification, section "XPath functions".
enum FunctionTable {
    static let arguments: [String: ClosedRange<Int>] = [
        // Values.
        "true": 0...0, "false": 0...0, "boolean": 1...1, "boolean-from-string": 1...1, "not": 1...1,
        "number": 1...1, "int": 1...1, "string": 0...1, "if": 3...3, "coalesce": 2...2, "once": 1...1,
        "depend": 1...many, "version": 0...0,
        // Texts.
        "concat": 1...many, "join": 1...many, "substr": 2...3, "substring-before": 2...2, "substring-after": 2...2,
        "contains": 2...2, "starts-with": 2...2, "ends-with": 2...2, "translate": 3...3, "string-length": 0...1,
        "normalize-space": 0...1, "regex": 2...2, "uuid": 0...1,
        // Numbers.
        "round": 1...2, "abs": 1...1, "ceiling": 1...1, "floor": 1...1, "pow": 2...2, "exp": 1...1, "exp10": 1...1,
        "log": 1...1, "log10": 1...1, "sqrt": 1...1, "sin": 1...1, "cos": 1...1, "tan": 1...1, "asin": 1...1,
        "acos": 1...1, "atan": 1...1, "atan2": 2...2, "pi": 0...0, "random": 0...0,
        // Sets of nodes.
        "count": 1...1, "count-non-empty": 1...1, "sum": 1...1, "min": 1...many, "max": 1...many,
        "position": 0...1, "indexed-repeat": 3...11, "checklist": 2...many, "weighted-checklist": 2...many,
        // Choices.
        "selected": 2...2, "is-selected": 2...2, "count-selected": 1...1, "selected-at": 2...2,
        "jr:choice-name": 2...2, "pulldata": 4...4,
        // Dates.
        "today": 0...0, "now": 0...0, "date": 1...1, "date-time": 1...1, "decimal-date-time": 1...1,
        "decimal-time": 1...1, "format-date": 2...2, "format-date-time": 2...2,
        // Places in the form.
        "current": 0...0, "instance": 1...1,
    ]

    private static let many = 400

    /// What gives true or false, or may do so.
    static let conditions: Set = [
        "or", "and", "eq", "ne", "lt", "le", "gt", "ge", "true", "false", "boolean", "boolean-from-string", "not",
        "contains", "starts-with", "ends-with", "regex", "selected", "is-selected", "checklist", "weighted-checklist",
        "if", "coalesce",
    ]

    /// What the rewritten expression calls besides the functions of forms: its operators, and where paths start.
    static let internalNames = [
        "or", "and", "eq", "ne", "lt", "le", "gt", "ge", "add", "sub", "mul", "div", "mod", "neg", "holds", "literal",
        "root", "choice-name",
    ]
}
