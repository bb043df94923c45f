import CommunityModel
import Foundation
import ReplicaStore
import SyncProtocol
import Testing

@testable import SyncServer

/// How much a device may hand in within a day.
@Suite struct DeviceDayTests {
    private let records = try? TestRecords()
    private let days = DeviceDays()
    private let device = RecordID.derived("test", from: [[1]])
    private let epoch = [UInt8](repeating: 1, count: 16)

    private func moment(_ day: Int64, epoch: [UInt8]? = nil, began: Int64 = 0) -> QuotaMoment {
        QuotaMoment(day: day, epoch: epoch ?? self.epoch, epochBegan: began)
    }

    /// A change by which so many households come into being.
    private func change(records count: Int) throws -> IncomingChange {
        let store = try #require(records).store
        let type = try #require(try store.schema().type(RecordTypes.household))
        let room = try #require(type.field(named: "room"))
        try store.save(as: TestRecords.enumerator, handsIn: true) { context in
            let writes = try (0..<count).map { number in
                try context.write(RecordKey(id: context.newID(), type: type.number), room, .text("\(number)"))
            }
            return [ChangeDraft(writes: writes)]
        }
        let batch = try store.outboxBatch(after: -1, changesMax: 1_000, bytesMax: 1 << 30)
        return try IncomingChange(bytes: try #require(batch.changes.last).bytes, isSuspect: false)
    }

    private func isLetIn(
        _ changes: [IncomingChange], _ quota: DailyQuota, at moment: QuotaMoment
    ) -> [Bool] {
        days.admit(changes, of: device, within: quota, at: moment).map { $0 != nil }
    }

    @Test func `the households of a street from a sheet pass in a day as by default, and the next sheet does not`()
        throws
    {
        let settings = CampaignSettings()
        let quota = DailyQuota(
            bytes: Int64(settings.quotaMiB) << 20, changes: Int64(settings.quotaChanges),
            records: Int64(settings.quotaRecords))
        let sheet = [IncomingChange](repeating: try change(records: 250), count: 200)
        #expect(isLetIn(sheet, quota, at: moment(1)).allSatisfy { $0 })
        #expect(isLetIn([sheet[0]], quota, at: moment(1)) == [false])
        #expect(isLetIn([sheet[0]], quota, at: moment(2)) == [true])
    }

    @Test func `each of the three is a limit, and a change that still fits is let in behind one that does not`() throws
    {
        let (large, small) = (try change(records: 20), try change(records: 1))
        let size = Int64(large.bytes.count + small.bytes.count)
        for quota in [
            DailyQuota(bytes: size, changes: 9, records: 99), DailyQuota(bytes: 1 << 20, changes: 9, records: 21),
        ] {
            let days = DeviceDays()
            let charges = days.admit([large, large, small, small], of: device, within: quota, at: moment(1))
            #expect(charges.map { $0 != nil } == [true, false, true, false])
        }
        let two = DailyQuota(bytes: 1 << 20, changes: 2, records: 99)
        #expect(isLetIn([small, small, small], two, at: moment(1)) == [true, true, false])
    }

    @Test func `what did not come to pass is given back on its day, and not on the next`() throws {
        let one = try change(records: 1)
        let quota = DailyQuota(bytes: 1 << 20, changes: 1, records: 9)
        let charge = try #require(days.admit([one], of: device, within: quota, at: moment(1))[0])
        #expect(isLetIn([one], quota, at: moment(1)) == [false])
        days.giveBack(charge, to: device, day: 1)
        #expect(isLetIn([one], quota, at: moment(1)) == [true])
        #expect(isLetIn([one], quota, at: moment(2)) == [true])
        days.giveBack(charge, to: device, day: 1)
        #expect(isLetIn([one], quota, at: moment(2)) == [false])
    }

    @Test func `another device has its own day`() throws {
        let one = try change(records: 1)
        let quota = DailyQuota(bytes: 1 << 20, changes: 1, records: 9)
        #expect(isLetIn([one], quota, at: moment(1)) == [true])
        let other = days.admit([one], of: RecordID.derived("test", from: [[2]]), within: quota, at: moment(1))
        #expect(other[0] != nil)
    }

    @Test
    func `what was written before a new epoch does not count on the first day in it, once, and what came after does`()
        throws
    {
        let before = try change(records: 1)
        let after = Int64(before.change.header.clock.microseconds / 1_000) + 1
        let quota = DailyQuota(bytes: 1 << 20, changes: 2, records: 99)
        let old = [IncomingChange](repeating: before, count: 50)
        let first = moment(1, epoch: [2], began: after)
        #expect(isLetIn(old, quota, at: first).allSatisfy { $0 })
        // The next session of that day goes on, and new work has its whole quota.
        #expect(isLetIn(old, quota, at: first).allSatisfy { $0 })
        let new = [IncomingChange](repeating: before, count: 3)
        let asNew = moment(1, epoch: [2], began: after - 1)
        #expect(isLetIn(new, quota, at: asNew) == [true, true, false])
        // On another day it counts like everything else, until there is another epoch.
        #expect(isLetIn(new, quota, at: moment(2, epoch: [2], began: after)) == [true, true, false])
        #expect(isLetIn(old, quota, at: moment(3, epoch: [3], began: after)).allSatisfy { $0 })
    }
}
