internal import CommunityModel
internal import CommunityRecords
internal import ReplicaStore
internal import SyncProtocol
internal import Synchronization
internal import Values

/// How much a device may hand in within a day, or how much it has.
struct DailyQuota: Hashable, Sendable {
    /// Of changes, before compression.
    var bytes: Int64 = 0
    var changes: Int64 = 0
    /// Records that come into being.
    var records: Int64 = 0

    /// What the district states.
    ///
    /// - Throws: `StoreError`.
    static func inForce(in store: ReplicaStore) throws -> DailyQuota {
        let settings = try CampaignSettings.read([.quotaMiB, .quotaChanges, .quotaRecords], from: store)
        return DailyQuota(
            bytes: Int64(settings.quotaMiB) << 20, changes: Int64(settings.quotaChanges),
            records: Int64(settings.quotaRecords))
    }

    static func + (left: Self, right: Self) -> Self {
        Self(
            bytes: left.bytes + right.bytes, changes: left.changes + right.changes,
            records: left.records + right.records)
    }

    static func - (left: Self, right: Self) -> Self {
        Self(
            bytes: left.bytes - right.bytes, changes: left.changes - right.changes,
            records: left.records - right.records)
    }

    func fits(into other: Self) -> Bool {
        bytes <= other.bytes && changes <= other.changes && records <= other.records
    }
}

/// What a device has handed in on the last day on which it handed anything in.
struct DeviceDay: Hashable, Sendable {
    /// Counted from 1970 in the time of the campaign.
    var day: Int64
    var used = DailyQuota()
    /// Whether a change was refused.
    var isExceeded = false
    /// The history for which, and the day on which, it handed in what was written before that began.
    var freeEpoch: [UInt8]?
    var freeDay: Int64?
}

/// The moment at which changes come, as it matters to quotas.
struct QuotaMoment: Sendable {
    /// Counted from 1970 in the time of the campaign.
    let day: Int64
    /// The identity of the server's history.
    let epoch: [UInt8]
    /// When that began, milliseconds since 1970.
    let epochBegan: Int64
}

/// Counts what devices hand in. What is counted is written down with the times at which they were last seen.
///
/// How many records a change brings into being is known once it is stored: it is let in while all its records would fit, and
/// what did not come to pass is given back.
final class DeviceDays: Sendable {
    /// What becomes of changes: what each counts while it is stored, or `nil` for one that is not let in.
    typealias Charges = [DailyQuota?]

    private struct State {
        var days: [RecordID: DeviceDay] = [:]
        var unwritten: Set<RecordID> = []
    }

    private let state = Mutex(State())

    /// Whether a device was heard of since the server started.
    func knows(_ device: RecordID) -> Bool { state.withLock { $0.days[device] != nil } }

    /// Takes over what was written down of a device, unless something was counted since.
    func begin(_ device: RecordID, with held: DeviceDay) {
        state.withLock { state in
            if state.days[device] == nil { state.days[device] = held }
        }
    }

    /// Says which changes are let in, and counts them.
    func admit(
        _ changes: [IncomingChange], of device: RecordID, within quota: DailyQuota, at moment: QuotaMoment
    ) -> Charges {
        state.withLock { state in
            var today = state.days[device] ?? DeviceDay(day: moment.day)
            if today.day != moment.day {
                (today.day, today.used, today.isExceeded) = (moment.day, DailyQuota(), false)
            }
            let charges = changes.map { today.admit($0, within: quota, at: moment) }
            state.days[device] = today
            state.unwritten.insert(device)
            return charges
        }
    }

    /// Gives back what was counted and did not come to pass.
    ///
    /// - Parameters:
    ///   - surplus: Of changes that were there already or could not be stored, and records that were there already.
    ///   - device: Whose changes they were.
    ///   - day: The day on which they were counted.
    func giveBack(_ surplus: DailyQuota, to device: RecordID, day: Int64) {
        state.withLock { state in
            guard surplus != DailyQuota(), var held = state.days[device], held.day == day else { return }
            held.used = held.used - surplus
            state.days[device] = held
            state.unwritten.insert(device)
        }
    }

    /// What is not written down yet; it counts as written from now on.
    func takeUnwritten() -> [RecordID: DeviceDay] {
        state.withLock { state in
            defer { state.unwritten = [] }
            return state.days.filter { state.unwritten.contains($0.key) }
        }
    }

    /// What could not be written down after all.
    func isUnwritten(_ devices: some Sequence<RecordID>) {
        state.withLock { $0.unwritten.formUnion(devices) }
    }
}

extension DeviceDay {
    /// - Returns: What the change counts while it is stored; `nil` when it is not let in.
    fileprivate mutating func admit(
        _ incoming: IncomingChange, within quota: DailyQuota, at moment: QuotaMoment
    ) -> DailyQuota? {
        // A server that went back to a copy needs from every device what it lost, however much that is.
        if incoming.change.header.clock.microseconds / 1_000 < UInt64(clamping: moment.epochBegan) {
            if freeEpoch != moment.epoch { (freeEpoch, freeDay) = (moment.epoch, moment.day) }
            if freeDay == moment.day { return DailyQuota() }
        }
        let charge = DailyQuota(
            bytes: Int64(incoming.bytes.count), changes: 1, records: Int64(incoming.change.records.count))
        guard (used + charge).fits(into: quota) else {
            isExceeded = true
            return nil
        }
        used = used + charge
        return charge
    }
}
