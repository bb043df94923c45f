public import TerminalKit
public import Values

/// Where a command puts its result and its story: stdout is the result, stderr is the story.
///
/// ```swift
/// try output.show(["removed": true]) { "signed out\n" }    // {"removed":true} with --json
/// output.tell(Localized(zh: "已保存。", en: "Saved."), .green)
/// ```
public struct Output: Sendable {
    /// The language of texts.
    public let language: Language
    /// Whether the language was asked for by name, by `--lang` or `RUHU_LANG`, and not only by the system's settings.
    public let isLanguageChosen: Bool
    /// Whether the result is one JSON value, and nothing else is told.
    public let isJSON: Bool
    /// Standard output, and standard error.
    public let result, story: Terminal

    /// Both streams, as options and environment say.
    public init(_ options: CommonOptions) {
        language = options.language
        isLanguageChosen = options.isLanguageChosen
        isJSON = options.json
        result = Terminal.standardOutput(environment: CommandEnvironment.variables)
        story = Terminal.standardError(environment: CommandEnvironment.variables)
    }

    /// The text of the language in use.
    public func text(_ localized: Localized) -> String { localized.text(in: language) }

    /// Prints a result: JSON when asked for, else text for people.
    public func show(json: JSONValue, people: () throws -> String) throws {
        try result.write(isJSON ? json.text + "\n" : try people())
    }

    /// Prints a result: JSON when asked for, as the value itself says it is written, else text for people.
    public func show(_ value: some Encodable, people: () throws -> String) throws {
        try result.write(isJSON ? JSONValue(encoding: value).text + "\n" : try people())
    }

    /// Prints a result: JSON when asked for, else sentences, a line each, which may hold what came from elsewhere.
    public func show(_ value: some Encodable, _ sentences: Localized...) throws { try show(value, sentences) }

    /// The same for as many as there are.
    public func show(_ value: some Encodable, _ sentences: [Localized]) throws {
        try show(value) { sentences.map { DisplayWidth.printable(text($0)) + "\n" }.joined() }
    }

    /// Prints a table, wrapped to the terminal and never cut in a pipe.
    public func table(_ columns: [Table.Column], _ rows: [[String]]) -> String {
        Table(columns: columns, rows: rows).render(width: result.width)
    }

    /// Says something beside the result, on stderr. What cannot be said there is not worth failing for.
    public func tell(_ localized: Localized, _ style: Style? = nil) {
        guard !isJSON else { return }
        let line = DisplayWidth.printable(text(localized))
        try? story.write((style.map { story.styled(line, $0) } ?? line) + "\n")
    }

    /// A progress line on stderr; nothing with `--json`.
    public func progress(_ title: Localized, unit: Localized) -> ProgressLine? {
        guard !isJSON else { return nil }
        return ProgressLine(
            terminal: story, title: text(title), unit: text(unit),
            elapsedSeconds: CommandEnvironment.host.elapsedSeconds)
    }
}

/// A result with the keys of one value, and behind them those of another.
public struct Joined<First: Encodable, Second: Encodable>: Encodable {
    private let first: First
    private let second: Second

    /// - Parameters:
    ///   - first: Whose keys come first.
    ///   - second: Whose keys follow; none that the first has.
    public init(_ first: First, _ second: Second) {
        self.first = first
        self.second = second
    }

    public func encode(to encoder: any Encoder) throws {
        try first.encode(to: encoder)
        try second.encode(to: encoder)
    }
}
