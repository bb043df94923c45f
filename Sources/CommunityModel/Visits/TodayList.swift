public import SyncProtocol
public import Values

/// Which households a person has still to call upon in a round, and in which order (domain.md 6.7, rows 9 and 26).
///
/// Whoever asked not to be contacted is never on the list, whatever was assigned since.
public struct TodayList: Sendable {
    /// A household as its records state it.
    public struct Household: Sendable {
        /// The household's record.
        public let id: RecordID
        /// Code of its area, its address, and what is noted of it; empty where nothing is stated.
        public let area, building, unit, room, remarks: String
        /// Whether it asked to be left alone.
        public let isDoNotContact: Bool
        /// Whether nobody need call: it lies outside the survey, is vacant, or is another household's duplicate.
        public let isOutOfScope: Bool

        /// - Parameters: see the properties.
        public init(
            id: RecordID, area: String, building: String, unit: String, room: String, remarks: String = "",
            isDoNotContact: Bool = false, isOutOfScope: Bool = false
        ) {
            self.id = id
            self.area = area
            self.building = building
            self.unit = unit
            self.room = room
            self.remarks = remarks
            self.isDoNotContact = isDoNotContact
            self.isOutOfScope = isOutOfScope
        }
    }

    /// An attempt in the round.
    public struct Visit: Sendable, Hashable {
        /// `nil` where none is stated or known.
        public let outcome: VisitOutcome?
        /// Milliseconds since 1970.
        public let startedAt: Int64
        /// When somebody is to come again.
        public let appointment: Instant?
        /// Whether it filled another form than the household survey, which is still to be asked then.
        public let isOfOtherForm: Bool

        /// - Parameters: see the properties.
        public init(
            outcome: VisitOutcome?, startedAt: Int64, appointment: Instant? = nil, isOfOtherForm: Bool = false
        ) {
            self.outcome = outcome
            self.startedAt = startedAt
            self.appointment = appointment
            self.isOfOtherForm = isOfOtherForm
        }

        /// The result of the visit for the survey; answers to another form are none to it.
        fileprivate var group: VisitOutcome.OutcomeClass? {
            isOfOtherForm && outcome?.isResponse == true ? nil : outcome?.group
        }
    }

    /// Why a household is on the list, in the order of the list.
    public enum Kind: String, CaseIterable, Sendable {
        case appointment
        /// A visit is under way on this device.
        case draft
        /// Some of the questionnaire is answered.
        case toFinish = "to_finish"
        case toVisit = "to_visit"
    }

    /// A household to call upon.
    public struct Entry: Sendable {
        /// The household, and why it is on the list.
        public let household: Household, kind: Kind
        /// When it is expected, and whether that is past.
        public let appointment: Instant?, isOverdue: Bool
        /// How often somebody called in the round, and how often somebody still may.
        public let attempts, attemptsLeft: Int
        /// The last attempt.
        public let last: Visit?
    }

    /// Households that are not on the list, by why.
    public struct LeftOut: Sendable, Hashable {
        /// Who asked to be left alone, has answered, or said no.
        public var doNotContact = 0, completed = 0, refused = 0
        /// Called upon as often as the settings have it.
        public var exhausted = 0
        /// Vacant, outside the survey, or another household's duplicate.
        public var outOfScope = 0
    }

    /// Appointments first, then by kind and address.
    public private(set) var entries: [Entry] = []
    /// Who is not on the list.
    public private(set) var leftOut = LeftOut()

    /// - Parameters:
    ///   - households: Those that are the person's to call upon.
    ///   - visits: The attempts of the round that are not void, by household.
    ///   - drafts: The households in which a visit is under way on this device.
    ///   - attemptsMax: How often a household is called upon.
    ///   - now: The moment before which an appointment is overdue.
    public init(
        _ households: [Household], visits: [RecordID: [Visit]], drafts: Set<RecordID>, attemptsMax: Int, now: Instant
    ) {
        for household in households {
            let made = (visits[household.id] ?? []).sorted { $0.startedAt < $1.startedAt }
            guard let kind = kind(of: household, made, isDraft: drafts.contains(household.id), attemptsMax) else {
                continue
            }
            let appointment = kind == .appointment ? made.last?.appointment : nil
            entries.append(
                Entry(
                    household: household, kind: kind, appointment: appointment,
                    isOverdue: appointment.map { $0.milliseconds < now.milliseconds } ?? false, attempts: made.count,
                    attemptsLeft: max(0, attemptsMax - made.count), last: made.last))
        }
        sort()
    }

    /// How many are on the list for a reason.
    public func count(_ kind: Kind) -> Int { entries.reduce(0) { $0 + ($1.kind == kind ? 1 : 0) } }

    private mutating func kind(
        of household: Household, _ visits: [Visit], isDraft: Bool, _ attemptsMax: Int
    ) -> Kind? {
        if household.isDoNotContact || visits.contains(where: { $0.outcome == .doNotContact }) {
            leftOut.doNotContact += 1
            return nil
        }
        if isDraft { return .draft }
        if household.isOutOfScope {
            leftOut.outOfScope += 1
            return nil
        }
        switch visits.compactMap(\.group).min() {
        case .completed: leftOut.completed += 1
        case .partial: return .toFinish
        case .refused: leftOut.refused += 1
        case .vacant, .duplicate: leftOut.outOfScope += 1
        case .appointment, .notReached, nil:
            if visits.last?.appointment != nil { return .appointment }
            if visits.count < attemptsMax { return .toVisit }
            leftOut.exhausted += 1
        }
        return nil
    }

    private mutating func sort() {
        let kinds = Dictionary(uniqueKeysWithValues: zip(Kind.allCases, 0...))
        let keyed = entries.map { entry in
            (
                kind: kinds[entry.kind] ?? 0, time: entry.appointment?.milliseconds ?? 0,
                address: AddressOrder(entry.household), entry: entry
            )
        }
        entries = keyed.sorted { left, right in
            if left.kind != right.kind { return left.kind < right.kind }
            if left.time != right.time { return left.time < right.time }
            if left.address != right.address { return left.address < right.address }
            return left.entry.household.id < right.entry.household.id
        }.map(\.entry)
    }
}

/// Addresses in the order in which one walks past them: 3栋 after 2栋 and before 10栋.
private struct AddressOrder: Comparable {
    private let parts: [[Part]]

    private enum Part: Comparable {
        case number(Int)
        case text(String)
    }

    init(_ household: TodayList.Household) {
        parts = [
            [.text(household.area)], Self.parts(household.building, .building), Self.parts(household.unit, .unit),
            Self.parts(household.room, .room),
        ]
    }

    private static func parts(_ text: String, _ field: FieldName) -> [Part] {
        var parts: [Part] = []
        var digits = ""
        var word = ""
        for character in AddressSearch.bare(text, field: field.text) {
            if character.isASCII, character.isNumber {
                if !word.isEmpty { parts.append(.text(word)) }
                word = ""
                digits.append(character)
            } else {
                if let number = Int(digits) { parts.append(.number(number)) }
                digits = ""
                word.append(character)
            }
        }
        if let number = Int(digits) { parts.append(.number(number)) } else { word = digits + word }
        return word.isEmpty ? parts : parts + [.text(word)]
    }

    static func < (left: Self, right: Self) -> Bool {
        for (one, other) in zip(left.parts, right.parts) where one != other {
            return one.lexicographicallyPrecedes(other)
        }
        return false
    }
}
