import SyncProtocol
import Values

/// Merging straight from its definition, written apart from ``RecordState``: W is every write, D every write that a write
/// of the same record and field names, and what is live is W minus D.
struct BruteForce {
    struct Write: Hashable {
        let dot: Dot
        let clock: UInt64
        let role: String
        let isSuspect: Bool
        let value: [UInt8]
        let saw: [Dot]
    }

    enum Outcome: Hashable {
        case value([UInt8])
        case conflict(Set<[UInt8]>, provisional: Dot)
        case entries([Dot])
    }

    enum Deletion: Hashable { case live, deleted, conflict }

    private(set) var live: [FieldKey: Set<Write>] = [:]
    private(set) var incomplete: Set<FieldKey> = []
    /// Every write, and the writes that name it.
    private(set) var written: [FieldKey: Set<Dot>] = [:]
    private(set) var replaced: [FieldKey: Set<Dot>] = [:]

    init(_ record: RecordKey, changes: [Change], suspects: Set<ChangeID>) {
        let touching = Set(changes).filter { $0.records.contains(record) }
        let here = Set(touching.map(\.id))
        var writes: [FieldKey: Set<Write>] = [:]
        for change in touching {
            for (number, operation) in change.operations.enumerated() where change.records[operation.record] == record {
                let dot = Dot(change: change.id, operation: UInt32(number))
                writes[operation.key, default: []].insert(
                    Write(
                        dot: dot, clock: change.header.clock.microseconds, role: change.header.role,
                        isSuspect: suspects.contains(change.id), value: operation.payload.valueBytes,
                        saw: operation.saw))
                written[operation.key, default: []].insert(dot)
                replaced[operation.key, default: []].formUnion(operation.over)
                if !operation.over.allSatisfy({ here.contains($0.change) }) { incomplete.insert(operation.key) }
            }
        }
        for (key, all) in writes {
            let rest = all.filter { !(replaced[key] ?? []).contains($0.dot) }
            if !rest.isEmpty { live[key] = rest }
        }
    }

    func outcome(of key: FieldKey, _ field: Field?) -> Outcome? {
        guard let writes = live[key] else { return nil }
        let ordered = writes.sorted { ($0.clock, $0.dot) < ($1.clock, $1.dot) }
        let values = Set(ordered.map(\.value))
        let policy = field?.policy ?? .manual
        if policy == .append { return .entries(ordered.map(\.dot)) }
        if values.count == 1 { return .value(ordered[0].value) }
        let undecided = Outcome.conflict(values, provisional: ordered[ordered.count - 1].dot)
        switch policy {
        case .manual, .append: return undecided
        case .latest:
            return ordered.contains(where: \.isSuspect) ? undecided : .value(ordered[ordered.count - 1].value)
        case .max, .union: return Self.extreme(values, sign: 1).map(Outcome.value) ?? undecided
        case .min: return Self.extreme(values, sign: -1).map(Outcome.value) ?? undecided
        case .authority:
            for role in (field?.authority ?? []).map(Optional.some) + [nil] {
                let said = Set(
                    ordered.filter { write in
                        role.map { $0 == write.role } ?? !(field?.authority ?? []).contains(write.role)
                    }.map(\.value))
                if said.count == 1, let value = said.first { return .value(value) }
                if said.count > 1 { return undecided }
            }
            return undecided
        }
    }

    /// The random worlds use numbers that a double holds exactly.
    private static func extreme(_ values: Set<[UInt8]>, sign: Double) -> [UInt8]? {
        var kinds: Set<String> = []
        var best: (Double, [UInt8])?
        for bytes in values {
            let number: Double
            switch Value(encoded: bytes) {
            case .boolean(let flag)?: (number, _) = (flag ? 1 : 0, kinds.insert("boolean"))
            case .integer(let integer)?: (number, _) = (Double(integer), kinds.insert("number"))
            case .instant(let instant)?: (number, _) = (Double(instant), kinds.insert("number"))
            case .decimal(let decimal)?: (number, _) = (Double(decimal.description) ?? .nan, kinds.insert("decimal"))
            case .date(let date)?: (number, _) = (Double(date.day), kinds.insert("date"))
            default: return nil
            }
            if let (other, _) = best, other * sign >= number * sign { continue }
            best = (number, bytes)
        }
        return kinds.count == 1 ? best?.1 : nil
    }

    var deletion: Deletion {
        let said = live[FieldKey(.deleted)] ?? []
        let deletes = said.filter { $0.value == Value.boolean(true).encoded }
        if deletes.isEmpty { return .live }
        if deletes.count < said.count { return .conflict }
        let seen = Set(deletes.flatMap(\.saw))
        let others = live.filter { $0.key.field != .deleted }.values.flatMap { $0 }
        // Whoever deletes has seen what the same save writes; its id cannot stand in `saw`.
        let saves = Set(deletes.map(\.dot.change))
        return others.allSatisfy { seen.contains($0.dot) || saves.contains($0.dot.change) } ? .deleted : .conflict
    }
}
