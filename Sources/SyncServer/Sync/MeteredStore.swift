internal import ReplicaStore
internal import SyncEngine
internal import SyncProtocol

/// The server's store as one device uses it: what it hands in counts against its quota.
struct MeteredStore: ServedStore {
    let stores: ServerStores
    let device: RecordID

    var schemaInForce: SchemaInForce { stores.schemaInForce }

    func store(_ changes: [IncomingChange]) async throws -> [GroupCommit.CommitOutcome] {
        if changes.isEmpty { return [] }
        let (quota, epoch) = try await stores.reading { store in (try DailyQuota.inForce(in: store), try store.epoch())
        }
        let moment = try await stores.quotaMoment(of: epoch)
        if !stores.days.knows(device) {
            let device = device
            let held = try await stores.accessing { access in try access.day(of: device) }
            if let held { stores.days.begin(device, with: held) }
        }
        let charges = stores.days.admit(changes, of: device, within: quota, at: moment)
        let counted = charges.compactMap(\.self)
        let admitted = zip(changes, charges).compactMap { change, charge in charge.map { _ in change } }
        var outcomes: ArraySlice<GroupCommit.CommitOutcome>
        do {
            outcomes = try await stores.store(admitted)[...]
        } catch {
            stores.days.giveBack(counted.reduce(DailyQuota(), +), to: device, day: moment.day)
            throw error
        }
        let surplus = zip(counted, outcomes).map { charge, outcome in
            if case .success(.stored(_, let created)) = outcome {
                DailyQuota(records: max(0, charge.records - Int64(created)))
            } else {
                charge
            }
        }
        stores.days.giveBack(surplus.reduce(DailyQuota(), +), to: device, day: moment.day)
        return charges.map { charge in
            charge.flatMap { _ in outcomes.popFirst() } ?? .failure(.invalidChange(code: PushState.beyondQuotaCode))
        }
    }

    func heed(_ mark: [UInt8]) async throws { try await stores.heed(mark) }

    func reading<Result: Sendable>(
        _ work: @escaping @Sendable (ReplicaStore) throws -> Result
    ) async throws -> Result {
        try await stores.reading(work)
    }

    func now() -> Int64 { stores.now() }
}
