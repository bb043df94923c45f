internal import SyncProtocol
internal import Values

/// A form under way in a ``VisitDraft``.
public struct FormDraft: Hashable, Sendable {
    /// A remark of the person who asks, on one question.
    public struct Note: Hashable, Sendable {
        /// Path of the question in the instance.
        public let path: String
        public let text: String

        /// - Parameters:
        ///   - path: See the property.
        ///   - text: See the property.
        public init(path: String, text: String) {
            self.path = path
            self.text = text
        }
    }

    /// What is ticked at a question with several choices, but is no answer yet: a ranking half made, or ticks that break
    /// a rule.
    public struct Pick: Hashable, Sendable {
        /// Path of the question in the instance.
        public let path: String
        /// Names of choices, in the order of the form or of the ranking.
        public let names: [String]

        /// - Parameters:
        ///   - path: See the property.
        ///   - names: See the property.
        public init(path: String, names: [String]) {
            self.path = path
            self.names = names
        }
    }

    public let form: String
    /// The version that was in force when the form was opened; it stays that to the end.
    public let version: String
    /// The instance with everything in it, as `FormSession.serialise(includingIrrelevant: true)` gives it.
    public var instance: String
    /// Path of the question to resume at; empty for the first one.
    public var position: String
    /// The form's name of the language in which it is asked; empty for the form's default.
    public var language: String
    public var notes: [Note]
    /// In the order of their paths.
    public var picks: [Pick]

    init(
        form: String, version: String, instance: String, position: String = "", language: String = "",
        notes: [Note] = [], picks: [Pick] = []
    ) {
        self.form = form
        self.version = version
        self.instance = instance
        self.position = position
        self.language = language
        self.notes = notes
        self.picks = picks
    }

    var json: JSONValue {
        var members = [
            JSONValue.Member("form", .string(form)), JSONValue.Member("version", .string(version)),
            JSONValue.Member("instance", .string(instance)), JSONValue.Member("position", .string(position)),
            JSONValue.Member("language", .string(language)),
            JSONValue.Member(
                "notes",
                .array(
                    notes.map {
                        .object([
                            JSONValue.Member("path", .string($0.path)), JSONValue.Member("text", .string($0.text)),
                        ])
                    })),
        ]
        if !picks.isEmpty { members.append(JSONValue.Member("picks", .array(picks.map(Self.json)))) }
        return .object(members)
    }

    private static func json(_ pick: Pick) -> JSONValue {
        .object([
            JSONValue.Member("path", .string(pick.path)),
            JSONValue.Member("names", .array(pick.names.map { .string($0) })),
        ])
    }

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
