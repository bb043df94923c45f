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
        public let name: String
        public let label: FormText
    }

    /// `/data/group/field`.
    public let path: String
    /// The last step of the path.
    public let name: String
    public let control: Control
    public let type: FieldType
    public let label: FormText
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
