/// An answer as a person, a program or a file gives it. The type of the field decides how it is read.
public enum FormAnswer: Hashable, Sendable {
    /// Takes the answer away.
    case none
    /// Any value as text: `12`, `2026-11-23`, `10:30`, `23.1 113.3`, the name of a choice, names with blanks between.
    case text(String)
    case number(Double)
    case boolean(Bool)
    /// Names of choices.
    case choices([String])
}

/// What became of an answer.
public enum AnswerOutcome: Hashable, Sendable {
    case accepted
    case refused(FormViolation)
}
