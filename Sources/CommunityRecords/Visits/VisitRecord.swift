public import CommunityModel
public import ReplicaStore
public import SyncProtocol
public import Values

/// A visit as a store holds it: the one reading of it.
public struct VisitRecord: Sendable {
    /// The record's id.
    public let id: RecordID
    /// The household that was called upon.
    public private(set) var household: RecordID?
    /// Code of the kind of visit.
    public private(set) var programme: String?
    /// Code of the outcome, also one that this version of the software does not know.
    public private(set) var outcomeCode: String?
    /// When it began and ended, and when somebody is to come again, in milliseconds since 1970.
    public private(set) var startedAt, endedAt, nextAppointment: Int64?
    /// Whether a reason was given why it is void.
    public private(set) var isVoid = false
    /// Whether the resident agreed to be asked; `nil` where nobody wrote it down.
    public private(set) var consent: Bool?
    /// Logins of those who made it.
    public private(set) var enumerators: [String] = []
    /// A visit that names no round belongs to the first.
    public private(set) var round = RoundVisits.firstRound
    /// The form that was filled, and its version; empty for none.
    public private(set) var form = "", formVersion = ""
    /// Where the object with its answers begins in the JSON that was read.
    private(set) var answersStart: Int?

    /// The outcome; `nil` where none is stated, and for a code of a later version.
    public var outcome: VisitOutcome? { outcomeCode.flatMap(VisitOutcome.init) }

    /// - Parameters:
    ///   - id: The record's id.
    ///   - json: Its readable state, as the store writes it.
    public init(_ id: RecordID, _ json: Span<UInt8>) {
        self.id = id
        StoredObject.members(of: json) { name, value in
            func isNamed(_ field: FieldName) -> Bool { StoredObject.matches(name, field.literal, in: json) }
            switch true {
            case isNamed(.household): household = StoredObject.id(value, in: json)
            case isNamed(.programme): programme = StoredObject.text(value, in: json)
            case isNamed(.outcome): outcomeCode = StoredObject.text(value, in: json)
            case isNamed(.startedAt): startedAt = StoredObject.moment(value, in: json)
            case isNamed(.endedAt): endedAt = StoredObject.moment(value, in: json)
            case isNamed(.nextAppointment): nextAppointment = StoredObject.moment(value, in: json)
            case isNamed(.voidReason): isVoid = StoredObject.text(value, in: json)?.isEmpty == false
            case isNamed(.consent): consent = StoredObject.flag(value, in: json)
            case isNamed(.enumerators): enumerators = StoredObject.texts(value, in: json)
            case isNamed(.round): if let text = StoredObject.text(value, in: json), !text.isEmpty { round = text }
            case isNamed(.form): form = StoredObject.text(value, in: json) ?? ""
            case isNamed(.formVersion): formVersion = StoredObject.text(value, in: json) ?? ""
            case isNamed(.answers) where json[value.lowerBound] == UInt8(ascii: "{"): answersStart = value.lowerBound
            default: break
            }
        }
    }

    /// - Parameter record: The visit.
    public init(_ record: StoredRecord) { self.init(record.key.id, record.json.utf8.span) }

    /// Whether it fills another form than the household survey.
    var isOfOtherForm: Bool { !form.isEmpty && form != SurveyPrivacy.survey }

    /// How many questions are answered in the JSON that was read.
    func answerCount(in json: Span<UInt8>) -> Int {
        var count = 0
        StoredObject.members(of: json, at: answersStart ?? json.count) { _, value in
            if json[value.lowerBound] != UInt8(ascii: "n") { count += 1 }
        }
        return count
    }
}

/// What a person has to know of a visit to choose it as the response of its household, and nothing of its answers.
@dynamicMemberLookup
public struct VisitSummary: Sendable {
    /// What the record states.
    private let record: VisitRecord
    /// When the visit began, or else when it was recorded.
    public let startedAt: Instant
    /// Logins of those who made it, or else of who recorded it.
    public let enumerators: [String]
    /// How many questions are answered.
    public let answerCount: Int
    /// Whether somebody deleted it.
    public let isDeleted: Bool

    /// Reads a visit; `nil` when the store holds no such visit.
    ///
    /// - Parameters:
    ///   - id: The visit.
    ///   - replica: The store.
    /// - Throws: `StoreError`.
    public init?(_ id: RecordID, in replica: ReplicaStore) throws {
        let key = RecordKey(id: id, type: RecordTypes.visit)
        guard let stored = try replica.record(key) else { return nil }
        let origin = try replica.origin(of: key)
        record = VisitRecord(stored)
        startedAt = Instant(milliseconds: record.startedAt ?? origin?.writtenAt ?? id.milliseconds ?? 0)
        enumerators = record.enumerators.isEmpty ? [origin?.author].compactMap { $0 } : record.enumerators
        answerCount = record.answerCount(in: stored.json.utf8.span)
        isDeleted = stored.view.deletion == .deleted
    }

    /// What the record states.
    public subscript<Fact>(dynamicMember fact: KeyPath<VisitRecord, Fact>) -> Fact { record[keyPath: fact] }
}
