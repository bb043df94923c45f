/// Which record stands for a set of duplicates. Specification: section "Aliases".
public struct AliasGraph: Sendable {
    private let target: [RecordID: RecordID]

    /// - Parameter links: For each record with an undisputed alias, the record it points to. A conflicted alias is not
    ///   in it and so is not followed.
    public init(links: [RecordID: RecordID]) { target = links }

    /// The record at the end of the chain; of a cycle, the member with the smallest id.
    ///
    /// Every member of the same component gives the same answer whatever order the links arrived in.
    public func representative(of record: RecordID) -> RecordID {
        var path: [RecordID] = []
        var position: [RecordID: Int] = [:]
        var current = record
        while let next = target[current] {
            if let start = position[current] { return path[start...].min() ?? current }
            position[current] = path.count
            path.append(current)
            current = next
        }
        return current
    }

    /// All cycles, each from its smallest id, ascending: they are shown to an administrator.
    public func cycles() -> [[RecordID]] {
        var cycles: Set<[RecordID]> = []
        for record in target.keys {
            let representative = representative(of: record)
            var members = [representative]
            var current = target[representative]
            while let next = current, next != representative, members.count <= target.count {
                members.append(next)
                current = target[next]
            }
            if current == representative { cycles.insert(members) }
        }
        return cycles.sorted { $0[0] < $1[0] }
    }
}
