import FieldClient
import ReplicaStore
import SyncProtocol
import Synchronization
import Testing
import Values

/// The statements that a store ran.
private final class StatementLog: Sendable {
    private let statements = Mutex<[String]>([])

    var environment: HostEnvironment {
        HostEnvironment(
            wallMilliseconds: HostEnvironment.system.wallMilliseconds,
            statementRan: { [self] sql in
                statements.withLock { $0.append(sql) }
            })
    }

    func clear() { statements.withLock { $0 = [] } }

    private func count(_ isCounted: (String) -> Bool) -> Int { statements.withLock { $0.count(where: isCounted) } }

    var reads: Int { count { $0.hasPrefix("BEGIN DEFERRED") } }
    var writes: Int { count { $0.hasPrefix("BEGIN IMMEDIATE") } }
    /// Queries that read whole rows of records.
    var recordReads: Int { count { $0.contains("live, state FROM record") } }
}

@Suite("How often a store is read") struct ReadCountTests {
    private let field: TestField
    private let log = StatementLog()

    init() throws { field = try TestField() }

    private func open() throws -> FieldStore {
        try FieldStore.open(path: field.store.replica.path, environment: log.environment)
    }

    @Test func `opening a store looks at its version, then reads all that it begins with together`() throws {
        let store = try open()
        #expect(store.author == field.store.author && store.areas == ["4406"])
        #expect((log.reads, log.writes, log.recordReads) == (2, 0, 0))
    }

    @Test func `what is told before each command is read together`() throws {
        let store = try open()
        log.clear()
        #expect(try store.device.unsentWork().pendingChanges == 1)
        #expect((log.reads, log.writes) == (1, 0))
        log.clear()
        #expect(try store.device.status().households == 1)
        #expect((log.reads, log.writes) == (1, 0))
    }

    @Test(arguments: [12, 32])
    func `setting a field of a household reads its record once, in the transaction that writes it`(digits: Int) throws {
        let store = try open()
        let id = String(field.household.filter { $0 != "-" }.prefix(digits))
        log.clear()
        let household = try store.households.set(id, assignments: ["remarks=旧门牌"], reason: "")
        #expect((log.reads, log.writes, log.recordReads) == (0, 1, 1))
        #expect(household.record.text("remarks") == "旧门牌" && household.record.text("room") == "0301")
        #expect(try store.households.one(id).text("remarks") == "旧门牌")
    }

    @Test func `taking a wish for peace back without a reason is refused with who stated it, in the one transaction`()
        throws
    {
        let store = try open()
        _ = try store.households.set(field.household, assignments: ["do_not_contact=true"], reason: "")
        log.clear()
        do {
            _ = try store.households.set(field.household, assignments: ["do_not_contact=false"], reason: " ")
            Issue.record("the wish was taken back")
        } catch let failure as Failure {
            #expect(failure.code == "reason_missing" && failure.message.en.contains("lihua"))
        }
        #expect((log.reads, log.writes, log.recordReads) == (0, 1, 1))
        _ = try store.households.set(field.household, assignments: ["do_not_contact=false"], reason: "住户来电")
        #expect(try store.households.one(field.household).value("do_not_contact") == .boolean(false))
    }
}
