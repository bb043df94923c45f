/// A question of a form.
public struct FormQuestion: Sendable {
    /// How the answer is taken.
    public enum Control: Hashable, Sendable {
        case input, secret, selectOne, selectMultiple, rank, trigger
        case range(start: Double, end: Double, step: Double)
        /// A picture or file; the kind is a media type such as `image/*`.
        case upload(mediaType: String)
    }

    /// A choice as the form lists it, whatever filters there are.
    public struct Choice: Hashable, Sendable {
        /// What the instance holds for it.
        public let name: String
        /// What the person is shown.
        public let label: FormText
    }

    /// `/data/group/field`.
    public let path: String
    /// The last step of the path.
    public let name: String
    /// How the answer is taken.
    public let control: Control
    /// What kind of value the answer is.
    public let type: FieldType
    /// What is asked.
    public let label: FormText
    /// What helps to answer; may be empty.
    public let hint: FormText
    /// How survey tools show the question; it never changes the answer.
    public let appearance: String?
    /// All choices before filters; empty for choices that come from the answers themselves.
    public let choices: [Choice]
    /// Paths of the repeats that hold the question, the outermost first.
    public let repeats: [String]
    /// Whether a `required` rule is there; whether it holds depends on the answers.
    public let mayBeRequired: Bool
    /// Whether the form calculates the field.
    public let isCalculated: Bool

    let node: Int
    let itemset: Itemset?
    let actions: [FormAction]

    /// Where choices come from, when the form does not spell them out in the question.
    struct Itemset: Sendable {
        let nodeset: Int
        /// Names of the children that hold value and label; `.` for the node itself.
        let value: String
        let label: String
        let labelIsTextID: Bool
        let isShuffled: Bool
    }
}

/// Sets a field when something happens.
struct FormAction: Hashable, Sendable {
    enum Event: String, Hashable, Sendable {
        case firstLoad = "odk-instance-first-load"
        case load = "odk-instance-load"
        case ready = "xforms-ready"
        case newRepeat = "odk-new-repeat"
        case valueChanged = "xforms-value-changed"
    }

    let event: Event
    let target: Int
    /// A place in ``FormDefinition/expressions``; `nil` when the value is the text.
    let expression: Int?
    let text: String
}

/// What kind of value a field holds.
public enum FieldType: String, Hashable, Sendable, CaseIterable {
    case string, int, decimal, boolean, date, time, dateTime, geopoint
    /// One of a list of choices.
    case choice
    /// Several of a list of choices, in the order in which they were chosen.
    case choices
    /// All of a list of choices, in the order of preference.
    case rank
    /// The name of a picture or file.
    case file

    /// Reads the `type` of a bind.
    ///
    /// Survey tools leave the prefix of XML Schema's types out or write `xsd:`. A type that is not listed here is not
    /// supported, `geotrace` and `geoshape` among them.
    init?(bindType: String) {
        let local = bindType.split(separator: ":").last.map(String.init) ?? bindType
        switch local {
        case "", "string", "barcode", "anyURI", "text": self = .string
        case "int", "integer", "long": self = .int
        case "decimal", "double", "float": self = .decimal
        case "boolean": self = .boolean
        case "date": self = .date
        case "time": self = .time
        case "dateTime": self = .dateTime
        case "geopoint": self = .geopoint
        case "select1": self = .choice
        case "select": self = .choices
        case "rank": self = .rank
        case "binary": self = .file
        default: return nil
        }
    }
}

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
