/// The languages of the interface. JSON, logs and codes are never localised.
public enum Language: String, Sendable, CaseIterable {
    case chinese = "zh"
    case english = "en"

    /// Reads a language tag or a POSIX locale name: `zh`, `zh-Hans-CN`, `zh_CN.UTF-8`, `en_GB`.
    ///
    /// Only the primary language counts, in upper or lower case. Fails for a language that the interface is not written
    /// in, and for `C` and `POSIX`.
    public init?(tag: String) {
        let primary = tag.prefix { !"-_.@".contains($0) }
        self.init(rawValue: primary.lowercased())
    }

    /// Picks the language of the interface from `--lang`, then `RUHU_LANG`, `LC_ALL`, `LC_MESSAGES`, `LANG`.
    ///
    /// The first of them that is set and not empty decides, as POSIX rules for locale variables (XBD section 8.2): any
    /// kind of `zh` means Chinese, everything else, including nothing set, means English.
    public static func detect(flag: String?, environment: [String: String]) -> Language {
        let variables = ["RUHU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
        let candidates = [flag] + variables.map { environment[$0] }
        guard let chosen = candidates.lazy.compactMap({ $0 }).first(where: { !$0.isEmpty }) else { return .english }
        return Language(tag: chosen) ?? .english
    }
}
