/// Which record stands for a set of duplicates. Specification: section "Aliases".
public struct AliasGraph: Sendable {
    private let target: [RecordID: RecordID]
    /// For each record with an alias the one that stands for it: found once, since somebody may have put thousands in a row.
    private let representatives: [RecordID: RecordID]

    /// - Parameter links: For each record with an undisputed alias, the record it points to. A conflicted alias is not
    ///   in it and so is not followed.
    public init(links: [RecordID: RecordID]) {
        target = links
        var found: [RecordID: RecordID] = [:]
        for start in links.keys where found[start] == nil {
            var path: [RecordID] = []
            var position: [RecordID: Int] = [:]
            var current = start
            var end: RecordID?
            while end == nil, let next = links[current] {
                if let known = found[current] {
                    end = known
                } else if let first = position[current] {
                    end = path[first...].min()
                } else {
                    position[current] = path.count
                    path.append(current)
                    current = next
                }
            }
            for record in path { found[record] = end ?? current }
        }
        representatives = found
    }

    /// The record at the end of the chain; of a cycle, the member with the smallest id.
    ///
    /// Every member of the same component gives the same answer whatever order the links arrived in.
    public func representative(of record: RecordID) -> RecordID { representatives[record] ?? record }

    /// All cycles, each from its smallest id, ascending: they are shown to an administrator.
    public func cycles() -> [[RecordID]] {
        var cycles: [[RecordID]] = []
        for first in target.keys.sorted() where representative(of: first) == first {
            var members = [first]
            while let next = target[members[members.count - 1]], next != first { members.append(next) }
            cycles.append(members)
        }
        return cycles
    }
}
