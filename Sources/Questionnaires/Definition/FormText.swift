/// A label, hint or message of a form in all its languages. Parts of it may be calculated; ``FormSession`` fills them.
public struct FormText: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case text(String)
        /// A place in ``FormDefinition/expressions``.
        case output(Int)
    }

    /// By the name of the language; the empty name stands for a text that is the same in all.
    let variants: [String: [Part]]
    /// Pictures and sounds that belong to the text, by kind (`image`, `audio`, `video`), in the first language that
    /// names one.
    public let media: [String: String]

    var isEmpty: Bool { variants.values.allSatisfy(\.isEmpty) }

    /// Falls back from the language to the text for all languages, the default language, and any.
    func parts(in language: String, default fallback: String) -> [Part] {
        variants[language] ?? variants[""] ?? variants[fallback] ?? variants.min { $0.key < $1.key }?.value ?? []
    }

    /// The text as far as it is not calculated; calculated parts are shown as `...`.
    ///
    /// - Parameter language: A language of the form.
    /// - Returns: The text, `nil` when the language has none of its own.
    public func plain(in language: String) -> String? {
        (variants[language] ?? variants[""]).map { parts in
            parts.map { part in if case .text(let text) = part { text } else { "..." } }.joined()
        }
    }

    static func plain(_ text: String) -> FormText { FormText(variants: ["": [.text(text)]], media: [:]) }
}
