public import ArgumentParser
internal import Glibc
public import TerminalKit
public import Values

/// The options that every command takes, after its last word.
public struct CommonOptions: ParsableArguments {
    /// Whether the result is one JSON value.
    @Flag(name: .long, help: "Print one JSON value and nothing else. / 只输出一个 JSON 值。")
    public var json = false

    /// `zh` or `en`; `nil` for what the environment says.
    @Option(name: .long, help: ArgumentHelp("Language: zh or en. / 语言：zh 或 en。", valueName: "language"))
    public var lang: String?

    public init() {}

    /// Whether `--lang` or `RUHU_LANG` names the language.
    public var isLanguageChosen: Bool {
        [lang, CommandEnvironment.variables["RUHU_LANG"]].contains { $0?.isEmpty == false }
    }

    /// The language of texts: `--lang`, else `RUHU_LANG`, else the locale.
    public var language: Language { Language.detect(flag: lang, environment: CommandEnvironment.variables) }
}

/// The process's environment.
public enum CommandEnvironment {
    /// The machine's clocks and randomness. Commands hand them down; nothing below takes them by itself.
    public static let host = HostEnvironment.system

    /// All variables, read once.
    public static let variables: [String: String] = {
        var variables: [String: String] = [:]
        var entry = environ
        while let pointer = entry.pointee {
            let bytes = Array(UnsafeRawBufferPointer(start: pointer, count: strlen(pointer)))
            let text = TypedEncoding.current.text(of: bytes) ?? String(decoding: bytes, as: UTF8.self)
            if let (name, value) = text.divided(at: "=") { variables[name] = value }
            entry += 1
        }
        return variables
    }()
}

extension Localized {
    /// The text in one of the languages.
    public func text(in language: Language) -> String { text(isChinese: language == .chinese) }
}
