public import CommunityModel
internal import ReplicaStore
public import SyncProtocol
public import Values

/// A visit under way: on the disk, on this device alone, one change when it is submitted.
public struct VisitDraft: Sendable {
    /// The id that the visit will have.
    public let id: RecordID
    /// The household that is visited.
    public let household: RecordID
    /// When the visit was begun, by the device's clock.
    public let startedAt: Instant
    /// The round of visits in which it was begun.
    public let round: String
    /// Whether the visit was submitted before and its answers are open once more.
    public var isReopened: Bool { opened != nil }
    /// Whether the person knows that the household has answered in this round already, and asks it once more.
    public var isAgain = false
    /// The visit's own fields under their names, as `visit add` takes them: `consent`, `id_shown`, `outcome`,
    /// `refusal_reason`, `next_appointment`, `remarks`, `gps`, `address_seen`, `programme`, `do_not_contact`,
    /// `attempt_no` and others that the type declares.
    public var fields: [JSONValue.Member] = []
    /// The form whose answers are the visit's, and that of the publicity record; `nil` while not opened.
    public var questionnaire, publicity: FormDraft?
    /// Which of the two forms the person stands in; `nil` while there is no choice.
    public var isInPublicity: Bool?
    /// What the records held of the fields that were on show when the draft was opened, kept through later pulls.
    let shown: ShownWrites
    /// When it was put on the disk last; `nil` for one that is not kept yet.
    public internal(set) var keptAt: Instant?
    /// The draft as it was read or kept last; `nil` for one that is not kept yet.
    var onDisk: KeptDraft?
    /// What a reopened visit held when it was opened; only what differs from it is written.
    let opened: Opened?

    struct Opened: Hashable {
        let fields: [JSONValue.Member]
        let questionnaire, publicity: FormDraft?
    }

    /// The value of one of the visit's own fields; `nil` when it has none.
    public subscript(name: FieldName) -> JSONValue? {
        get { self[name.text] }
        set { self[name.text] = newValue }
    }

    subscript(name: String) -> JSONValue? {
        get { fields.first { $0.name == name }?.value }
        set {
            let member = newValue.map { JSONValue.Member(name, $0) }
            if let place = fields.firstIndex(where: { $0.name == name }) {
                if let member { fields[place] = member } else { fields.remove(at: place) }
            } else if let member {
                fields.append(member)
            }
        }
    }

    /// Whether the household said no: the visit is over, whatever is not submitted.
    public var isRefusal: Bool { refusal != nil }

    /// How a visit ended that the household refused; `nil` for any other.
    var refusal: VisitOutcome? {
        guard !isReopened else { return nil }
        if self[.doNotContact] == .boolean(true) { return .doNotContact }
        return [.doNotContact, .refused].first { self[.outcome] == .string($0.rawValue) }
    }

    /// The forms that are open.
    public var forms: [FormDraft] { [questionnaire, publicity].compactMap { $0 } }

    /// The draft as the store keeps it.
    var kept: KeptDraft {
        get throws {
            var members = [
                JSONValue.Member("household", .string(household.description)),
                JSONValue.Member("startedAt", .string(startedAt.description)),
                JSONValue.Member("round", .string(round)), JSONValue.Member("isAgain", .boolean(isAgain)),
                JSONValue.Member("fields", .object(fields)), JSONValue.Member("shown", shown.json),
            ]
            if let keptAt { members.append(.init("keptAt", .string(keptAt.description))) }
            if let questionnaire { members.append(.init("questionnaire", try JSONValue(encoding: questionnaire))) }
            if let publicity { members.append(.init("publicity", try JSONValue(encoding: publicity))) }
            if let isInPublicity { members.append(.init("isInPublicity", .boolean(isInPublicity))) }
            if let opened { members.append(.init("opened", try opened.json)) }
            return KeptDraft(id: id, document: Array(JSONValue.object(members).text.utf8))
        }
    }
}

extension VisitDraft {
    /// Reads what ``kept`` wrote.
    ///
    /// - Throws: ``StoreError/damaged(record:detail:)``.
    init(_ kept: KeptDraft) throws(StoreError) {
        guard let json = JSONValue(parsing: kept.document),
            let household = json.text(of: "household").flatMap({ RecordID($0) }),
            let startedAt = json.text(of: "startedAt").flatMap({ Instant($0) }), let round = json.text(of: "round"),
            case .boolean(let isAgain)? = json["isAgain"], case .object(let fields)? = json["fields"],
            let shown = json["shown"].flatMap({ ShownWrites($0) })
        else { throw StoreError.damaged(record: kept.id.description, detail: "the draft cannot be read") }
        self.init(
            id: kept.id, household: household, startedAt: startedAt, round: round, isAgain: isAgain,
            fields: fields, questionnaire: json["questionnaire"].flatMap { FormDraft($0) },
            publicity: json["publicity"].flatMap { FormDraft($0) }, shown: shown,
            opened: json["opened"].flatMap { Opened($0) })
        if case .boolean(let flag)? = json["isInPublicity"] { isInPublicity = flag }
        keptAt = json.text(of: "keptAt").flatMap { Instant($0) }
        onDisk = kept
    }
}

extension VisitDraft: Encodable {
    private enum Key: String, CodingKey { case id, household, status, startedAt, round, forms }

    /// As it is shown. Contract: Protocol/json-output.md, "visit list --drafts".
    public func encode(to encoder: any Encoder) throws {
        var json = encoder.container(keyedBy: Key.self)
        try json.encode(id, forKey: .id)
        try json.encode(household, forKey: .household)
        try json.encode(isReopened ? "reopened" : "draft", forKey: .status)
        try json.encode(startedAt, forKey: .startedAt)
        try json.encode(round, forKey: .round)
        try json.encode(forms.map(\.form), forKey: .forms)
    }
}

extension VisitDraft.Opened {
    fileprivate var json: JSONValue {
        get throws {
            var members = [JSONValue.Member("fields", .object(fields))]
            if let questionnaire { members.append(.init("questionnaire", try JSONValue(encoding: questionnaire))) }
            if let publicity { members.append(.init("publicity", try JSONValue(encoding: publicity))) }
            return .object(members)
        }
    }

    fileprivate init?(_ json: JSONValue) {
        guard case .object(let fields)? = json["fields"] else { return nil }
        self.init(
            fields: fields, questionnaire: json["questionnaire"].flatMap { FormDraft($0) },
            publicity: json["publicity"].flatMap { FormDraft($0) })
    }
}

/// A form under way in a ``VisitDraft``.
public struct FormDraft: Encodable, Hashable, Sendable {
    /// A remark of the person who asks, on one question.
    public struct Note: Encodable, Hashable, Sendable {
        /// Path of the question in the instance.
        public let path: String
        /// The remark.
        public let text: String

        /// A remark on a question.
        public init(path: String, text: String) {
            self.path = path
            self.text = text
        }
    }

    /// What is ticked at a question with several choices, but is no answer yet: a ranking half made, or ticks that break
    /// a rule.
    public struct Pick: Encodable, Hashable, Sendable {
        /// Path of the question in the instance.
        public let path: String
        /// Names of choices, in the order of the form or of the ranking.
        public let names: [String]

        /// Ticks at a question.
        public init(path: String, names: [String]) {
            self.path = path
            self.names = names
        }
    }

    /// The form's id, as the XForm writes it.
    public let form: String
    /// The version that was in force when the form was opened; it stays that to the end.
    public let version: String
    /// The instance with everything in it, as `FormSession.serialise(includingIrrelevant: true)` gives it.
    public var instance: String
    /// Path of the question to resume at; empty for the first one.
    public var position = ""
    /// The form's name of the language in which it is asked; empty for the form's default.
    public var language = ""
    /// Remarks on questions, in the order in which they were made.
    public var notes: [Note] = []
    /// In the order of their paths.
    public var picks: [Pick] = []
}

extension FormDraft {
    init?(_ json: JSONValue) {
        guard let form = json.text(of: "form"), let version = json.text(of: "version"),
            let instance = json.text(of: "instance"), case .array(let notes)? = json["notes"]
        else { return nil }
        self.init(
            form: form, version: version, instance: instance, position: json.text(of: "position") ?? "",
            language: json.text(of: "language") ?? "",
            notes: notes.compactMap { note in
                guard let path = note.text(of: "path"), let text = note.text(of: "text") else { return nil }
                return Note(path: path, text: text)
            },
            picks: Self.picks(json["picks"]))
    }

    private static func picks(_ json: JSONValue?) -> [Pick] {
        guard case .array(let picks)? = json else { return [] }
        return picks.compactMap { pick in
            guard let path = pick.text(of: "path"), case .array(let names)? = pick["names"] else { return nil }
            return Pick(
                path: path, names: names.compactMap { if case .string(let name) = $0 { name } else { nil } })
        }
    }
}

extension JSONValue {
    /// The text of a member; `nil` when there is none or it is no string.
    func text(of name: String) -> String? {
        if case .string(let text)? = self[name] { text } else { nil }
    }
}
