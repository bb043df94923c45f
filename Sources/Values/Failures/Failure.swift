/// What a program's exit code says. `Protocol/exit-codes.md` lists them.
public enum ExitStatus: Int32, Sendable {
    /// What was asked for is done.
    case done = 0
    /// It could not be done, for no other reason of these.
    case failed = 1
    /// Done, but conflicts or refused changes await a person.
    case attention = 3
    /// The command was typed wrongly.
    case usage = 64
    /// What was given cannot be taken.
    case data = 65
    /// The server cannot be reached.
    case unreachable = 69
    /// Something stands in the way that passes by itself.
    case tryLater = 75
    /// Program and server do not understand each other.
    case protocolMismatch = 76
    /// The server lets this person or device do no such thing.
    case denied = 77
    /// What the program needs around it is missing or wrong.
    case configuration = 78
    /// Ctrl-C was pressed.
    case interrupted = 130
}

/// Something that went wrong, said so that a person knows what, on what, and what to do next.
public struct Failure: Error, Hashable, Sendable {
    /// Stable; scripts may match on it. Listed in `Protocol/json-output.md`.
    public let code: String
    /// What the program ends with.
    public let status: ExitStatus
    /// What went wrong, on what; lines of its own are allowed.
    public let message: Localized
    /// What to do next; `nil` when the message says it.
    public let hint: Localized?

    /// A failure in words of its own.
    public init(code: String, status: ExitStatus, message: Localized, hint: Localized? = nil) {
        self.code = code
        self.status = status
        self.message = message
        self.hint = hint
    }
}

/// Everything that is wrong with what a person gave, told at once, each with its place.
public struct InputProblems: Sendable {
    /// None yet.
    public init() {}

    /// The title where something was to be saved.
    public static let nothingSaved = Localized(zh: "没有保存：", en: "Nothing was saved:")

    /// Most problems that are spelled out: who has mended as many will run the command again anyway.
    public static let shownMax = 1_000

    private var problems: [(place: (line: Int, column: Int), text: Localized)] = []

    /// All of them, those beyond ``shownMax`` too.
    public var count: Int { problems.count }

    /// Adds a problem of the whole, which is told before those of places.
    public mutating func add(_ problem: Localized) { problems.append(((0, 0), problem)) }

    /// - Parameters:
    ///   - place: Where the problem is, for people.
    ///   - line: Line of a file; problems are told in the order of lines.
    ///   - column: Column of the line.
    ///   - text: What is wrong there.
    public mutating func add(at place: Localized, line: Int = 0, column: Int = 0, _ text: Localized) {
        problems.append(((line, column), Localized(zh: "\(place.zh)：\(text.zh)", en: "\(place.en): \(text.en)")))
    }

    /// - Parameters:
    ///   - code: The code of the failure.
    ///   - title: What was not done because of them.
    /// - Throws: ``Failure`` with exit code 65 when there is any problem.
    public func throwIfAny(
        code: String, title: Localized = Self.nothingSaved
    ) throws(Failure) {
        if !problems.isEmpty { throw failure(code: code, title: title) }
    }

    /// The failure that lists the problems, exit code 65: the title, and a line for each.
    public func failure(code: String, title: Localized = Self.nothingSaved, hint: Localized? = nil) -> Failure {
        // Problems of one place stay in the order in which they were found.
        let order = problems.indices.sorted {
            let (left, right) = (problems[$0].place, problems[$1].place)
            return (left.line, left.column, $0) < (right.line, right.column, $1)
        }
        let shown = order.prefix(Self.shownMax).map { problems[$0].text }
        var zh = ([title.zh] + shown.map { "  " + $0.zh }).joined(separator: "\n")
        var en = ([title.en] + shown.map { "  " + $0.en }).joined(separator: "\n")
        if problems.count > shown.count {
            zh += "\n  还有 \(problems.count - shown.count) 处"
            en += "\n  and \(problems.count - shown.count) more"
        }
        return Failure(code: code, status: .data, message: Localized(zh: zh, en: en), hint: hint)
    }
}
