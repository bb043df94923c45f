import SyncProtocol
import SyncWire
import Values

/// A random history: a few replicas that write concurrently, see some of each other's changes in any order, and now and
/// then say something odd.
struct RandomWorld {
    private(set) var changes: [Change] = []
    private(set) var encoded: [ChangeID: [UInt8]] = [:]
    private(set) var suspects: Set<ChangeID> = []
    /// What each replica holds, with the changes delivered to it.
    private(set) var replicas: [(state: SmallReplica, held: [Change])]
    let records: [RecordKey]
    let schema: Schema
    private var random: SplitMix64
    private var links: [Int: (sequence: UInt64, link: Digest?)] = [:]
    private let ids: [ReplicaID]

    init(seed: UInt64, schema: Schema, steps: Int = 60) throws {
        var random = SplitMix64(seed: seed)
        ids = (0..<4).map { _ in ReplicaID(using: &random) }
        records = (0..<3).map { number in
            RecordKey(
                id: RecordID(milliseconds: 1_790_000_000_000 + Int64(number), using: &random),
                type: schema.types[0].number)
        }
        self.schema = schema
        self.random = random
        replicas = ids.map { _ in (SmallReplica(), []) }
        for _ in 0..<steps {
            let replica = Int.random(in: 0..<ids.count, using: &self.random)
            if self.random.oneIn(2) { pull(replica) } else { try write(replica) }
        }
    }

    private mutating func pull(_ replica: Int) {
        for change in changes.shuffled(using: &random).prefix(Int.random(in: 1...6, using: &random)) {
            replicas[replica].state.deliver(change, isSuspect: suspects.contains(change.id))
            replicas[replica].held.append(change)
        }
    }

    private mutating func write(_ replica: Int) throws {
        var writes: [ChangeDraft.Write] = []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            guard let record = records.randomElement(using: &random) else { continue }
            writes.append(randomWrite(of: record, in: replicas[replica].state))
        }
        // A cloned store repeats a sequence number.
        var place = links[replica] ?? (0, nil)
        if place.sequence > 0, random.oneIn(15) { place.sequence -= 1 }
        let header = ChangeHeader(
            replica: ids[replica], sequence: place.sequence + 1, previousLink: place.link, author: "u\(replica)",
            role: ["district", "street", "community", "enumerator"].randomElement(using: &random) ?? "",
            device: "d\(replica)", schemaVersion: 1,
            clock: ClockStamp(microseconds: UInt64.random(in: 1...12, using: &random)), writtenAt: 0, kind: .edit,
            reason: "")
        var salts = random
        let (bytes, change) = try ChangeCodec.encode(writes, header: header) { salts.bytes(16) }
        random = salts
        links[replica] = (place.sequence + 1, ChangeHash.link(previous: place.link, change: change.id))
        if random.oneIn(6) { suspects.insert(change.id) }
        changes.append(change)
        encoded[change.id] = bytes
        replicas[replica].state.deliver(change, isSuspect: suspects.contains(change.id))
        replicas[replica].held.append(change)
    }

    private mutating func randomWrite(of record: RecordKey, in replica: SmallReplica) -> ChangeDraft.Write {
        let state = replica.states[record] ?? RecordState(key: record)
        if random.oneIn(5) { return randomDelete(of: record, state) }
        let fields = schema.types[0].fields
        guard let field = random.oneIn(20) ? Field.common[1] : fields.randomElement(using: &random) else {
            return randomDelete(of: record, state)
        }
        let (value, cell) = randomValue(of: field)
        let key = FieldKey(field.number, cell: cell)
        var over = state.replaced(by: key, policy: field.policy)
        // Somebody whose form showed only a part, and somebody whose software names what it should not.
        if random.oneIn(4) { over = over.filter { _ in random.oneIn(2) } }
        if random.oneIn(8), let other = changes.randomElement(using: &random) {
            over.append(Dot(change: other.id, operation: UInt32.random(in: 0...4, using: &random)))
        }
        return ChangeDraft.Write(record: record, key: key, value: value, over: over)
    }

    private mutating func randomDelete(of record: RecordKey, _ state: RecordState) -> ChangeDraft.Write {
        let isDelete = !random.oneIn(3)
        let seen = random.oneIn(4) ? state.seenByDelete.filter { _ in random.oneIn(2) } : state.seenByDelete
        return ChangeDraft.Write(
            record: record, key: FieldKey(.deleted), value: .boolean(isDelete),
            over: state.replaced(by: FieldKey(.deleted), policy: .manual), saw: isDelete ? seen : [])
    }

    private mutating func randomValue(of field: Field) -> (Value, cell: [UInt8]) {
        let number = Int64.random(in: -2...2, using: &random)
        if field.policy == .union {
            return (.boolean(random.oneIn(2)), Value.text("t\(number)").encoded)
        }
        let cell = field.keyed ? Array("q\(abs(number))".utf8) : []
        if random.oneIn(12) { return (.null, cell) }
        let small = Int64.random(in: -2...2, using: &random)
        let decimal = ExactDecimal("\(small).5").map(Value.decimal) ?? .null
        let value: Value =
            switch field.type {
            case .text: .text("v\(small)")
            case .integer: .integer(small)
            case .instant: .instant(small)
            case .boolean: .boolean(small > 0)
            case .date: CalendarDate(year: 2026, month: 3, day: Int(small + 3)).map(Value.date) ?? .null
            case .decimal: decimal
            case .group: .tuple([decimal, .null])
            case .choice: .choice("c\(small)")
            case .reference: .reference(records[Int(small + 2) % records.count].id)
            case .any: [.integer(small), decimal, .text("v\(small)")].randomElement(using: &random) ?? .null
            }
        return (value, cell)
    }
}
