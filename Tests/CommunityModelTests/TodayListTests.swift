import CommunityModel
import SyncProtocol
import Testing
import Values

@Suite("The list for today") struct TodayListTests {
    private static let now = Instant(milliseconds: 1_700_000_000_000)

    private func household(
        _ number: UInt8, _ building: String = "1", _ unit: String = "", _ room: String = "1",
        isDoNotContact: Bool = false, isOutOfScope: Bool = false
    ) throws -> TodayList.Household {
        let id = try #require(RecordID(bytes: [UInt8](repeating: 0, count: 15) + [number]))
        return TodayList.Household(
            id: id, area: "440605011901", building: building, unit: unit, room: room, isDoNotContact: isDoNotContact,
            isOutOfScope: isOutOfScope)
    }

    private func list(
        _ households: [TodayList.Household], _ visits: [[TodayList.Visit]] = [], drafts: Set<RecordID> = []
    ) -> TodayList {
        let byID = Dictionary(uniqueKeysWithValues: zip(households.map(\.id), visits))
        return TodayList(households, visits: byID, drafts: drafts, attemptsMax: 3, now: Self.now)
    }

    private func visit(_ outcome: VisitOutcome, _ day: Int64 = 0, appointment: Int64? = nil) -> TodayList.Visit {
        TodayList.Visit(
            outcome: outcome, startedAt: Self.now.milliseconds - 1_000_000 + day,
            appointment: appointment.map { Instant(milliseconds: Self.now.milliseconds + $0) })
    }

    @Test("addresses are ordered as one walks past them: 2栋 before 3栋 before 10栋, 2 before 10")
    func order() throws {
        let addresses = [
            ("10栋", "1", "0101"), ("3栋", "2", "1001"), ("2幢", "1", "301"), ("3栋", "2", "201"), ("3栋", "1", "1201"),
            ("A座", "", "1"),
        ]
        let households = try addresses.enumerated().map { try household(UInt8($0), $1.0, $1.1, $1.2) }
        let shown = list(households).entries.map { "\($0.household.building) \($0.household.room)" }
        #expect(shown == ["2幢 301", "3栋 1201", "3栋 201", "3栋 1001", "10栋 0101", "A座 1"])
    }

    @Test(
        "appointments come first, by time and marked when overdue; then visits under way, those to finish, and the rest"
    )
    func kinds() throws {
        let households = try (0..<6).map { try household(UInt8($0)) }
        let made = [
            [visit(.nobodyHome)], [visit(.appointment, appointment: 5_000)], [visit(.partial)], [],
            [visit(.nobodyHome, appointment: -5_000)], [],
        ]
        let today = list(households, made, drafts: [households[5].id])
        #expect(today.entries.map(\.kind) == [.appointment, .appointment, .draft, .toFinish, .toVisit, .toVisit])
        #expect(today.entries.map(\.isOverdue) == [true, false, false, false, false, false])
        #expect(today.entries[4].attempts == 1 && today.entries[4].attemptsLeft == 2)
        #expect(today.entries[4].last?.outcome == .nobodyHome)
    }

    @Test("whoever asked not to be contacted is left out whatever else is known, and counted apart")
    func doNotContact() throws {
        let households = [
            try household(0, isDoNotContact: true), try household(1), try household(2, isDoNotContact: true),
        ]
        let made = [
            [visit(.appointment, appointment: 5_000)], [visit(.doNotContact), visit(.appointment, 1, appointment: 1)],
            [],
        ]
        let today = list(households, made, drafts: [households[2].id])
        #expect(today.entries.isEmpty && today.leftOut.doNotContact == 3)
    }

    @Test("the best outcome decides: completed and refused are left out, a later agreement brings a refusal back")
    func best() throws {
        let households = try (0..<6).map { try household(UInt8($0), isOutOfScope: $0 == 5) }
        let made = [
            [visit(.completed), visit(.nobodyHome, 1)], [visit(.refused), visit(.nobodyHome, 1)],
            [visit(.refused), visit(.appointment, 1, appointment: 9)], [visit(.vacant)],
            [visit(.nobodyHome), visit(.noAccess, 1), visit(.nobodyHome, 2)], [],
        ]
        let today = list(households, made)
        #expect(today.entries.map(\.household.id) == [households[2].id])
        let left = today.leftOut
        #expect(left.completed == 1 && left.refused == 1 && left.exhausted == 1 && left.outOfScope == 2)
    }
}
