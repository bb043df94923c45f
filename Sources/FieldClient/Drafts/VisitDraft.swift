internal import CommunityModel
public import SyncProtocol
internal import ReplicaStore
public import Values

/// A visit under way: on the disk, on this device alone, one change when it is submitted.
public struct VisitDraft: Sendable {
    /// The id that the visit will have.
    public let id: RecordID
    public let household: RecordID
    public let startedAt: Instant
    /// The round of visits in which it was begun.
    public let round: String
    /// Whether the visit was submitted before and its answers are open once more.
    public var isReopened: Bool { opened != nil }
    /// Whether the person knows that the household has answered in this round already, and asks it once more.
    public var isAgain: Bool
    /// The visit's own fields under their names, as `visit add` takes them: `consent`, `id_shown`, `outcome`,
    /// `refusal_reason`, `next_appointment`, `remarks`, `gps`, `address_seen`, `programme`, `do_not_contact`,
    /// `attempt_no` and others that the type declares.
    public var fields: [JSONValue.Member]
    public var questionnaire: FormDraft?
    public var publicity: FormDraft?
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
        let questionnaire: FormDraft?
        let publicity: FormDraft?
    }

    /// The value of one of the visit's own fields; `nil` when it has none.
    public subscript(name: String) -> JSONValue? {
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
        if self["do_not_contact"] == .boolean(true) { return .doNotContact }
        return [.doNotContact, .refused].first { self["outcome"] == .string($0.rawValue) }
    }

    /// The forms that are open.
    public var forms: [FormDraft] { [questionnaire, publicity].compactMap { $0 } }

    /// The draft as the store keeps it.
    var kept: KeptDraft {
        var members = [
            JSONValue.Member("household", .string(household.description)),
            JSONValue.Member("startedAt", .string(startedAt.description)),
            JSONValue.Member("round", .string(round)), JSONValue.Member("isAgain", .boolean(isAgain)),
            JSONValue.Member("fields", .object(fields)), JSONValue.Member("shown", shown.json),
        ]
        if let keptAt { members.append(JSONValue.Member("keptAt", .string(keptAt.description))) }
        if let questionnaire { members.append(JSONValue.Member("questionnaire", questionnaire.json)) }
        if let publicity { members.append(JSONValue.Member("publicity", publicity.json)) }
        if let isInPublicity { members.append(JSONValue.Member("isInPublicity", .boolean(isInPublicity))) }
        if let opened { members.append(JSONValue.Member("opened", opened.json)) }
        return KeptDraft(id: id, document: Array(JSONValue.object(members).text.utf8))
    }

    init(
        id: RecordID, household: RecordID, startedAt: Instant, round: String, isAgain: Bool = false,
        fields: [JSONValue.Member] = [], questionnaire: FormDraft? = nil, publicity: FormDraft? = nil,
        shown: ShownWrites, opened: Opened? = nil
    ) {
        self.id = id
        self.household = household
        self.startedAt = startedAt
        self.round = round
        self.isAgain = isAgain
        self.fields = fields
        self.questionnaire = questionnaire
        self.publicity = publicity
        self.shown = shown
        self.opened = opened
    }

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

extension VisitDraft.Opened {
    fileprivate var json: JSONValue {
        var members = [JSONValue.Member("fields", .object(fields))]
        if let questionnaire { members.append(JSONValue.Member("questionnaire", questionnaire.json)) }
        if let publicity { members.append(JSONValue.Member("publicity", publicity.json)) }
        return .object(members)
    }

    fileprivate init?(_ json: JSONValue) {
        guard case .object(let fields)? = json["fields"] else { return nil }
        self.init(
            fields: fields, questionnaire: json["questionnaire"].flatMap { FormDraft($0) },
            publicity: json["publicity"].flatMap { FormDraft($0) })
    }
}
