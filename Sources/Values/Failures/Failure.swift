/// What a program's exit code says. `Protocol/exit-codes.md` lists them.
public enum ExitStatus: Int32, Sendable {
    case done = 0
    case failed = 1
    /// Done, but conflicts or refused changes await a person.
    case attention = 3
    case usage = 64
    case data = 65
    case unreachable = 69
    case tryLater = 75
    case protocolMismatch = 76
    case denied = 77
    case configuration = 78
    case interrupted = 130
}

/// Something that went wrong, said so that a person knows what, on what, and what to do next.
public struct Failure: Error, Hashable, Sendable {
    /// Stable; scripts may match on it. Listed in `Protocol/json-output.md`.
    public let code: String
    public let status: ExitStatus
    public let message: Localized
    /// What to do next; `nil` when the message says it.
    public let hint: Localized?

    public init(code: String, status: ExitStatus, message: Localized, hint: Localized? = nil) {
        self.code = code
        self.status = status
        self.message = message
        self.hint = hint
    }
}
