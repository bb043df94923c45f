internal import GRDB
internal import SyncProtocol

/// Reads the rows of the feed that a scope covers, ascending by position and record: a few of each area at a time, merged.
struct FeedReader {
    /// What the feed says of one record at one position.
    struct Row {
        let n: Int64
        let rid: Int64
        /// Whether the change at the position touches the record.
        var isTouched: Bool
        /// What else of the record's changes is to be sent, from the first to the last position: all up to this one where it
        /// came from where the scope does not reach.
        var chain: ClosedRange<Int64>?

        /// Whether it brings anything.
        var isOfUse: Bool { isTouched || chain != nil }
    }

    private let db: Database
    private let scope: Scope
    private let ancestorType: TypeNumber
    private let rowsAtOnce: Int
    /// Those that have rows left, the one with the next row last.
    private var areas: [AreaRows] = []

    /// Rows that the cursor has read are left out; the one whose record it ended within is read again.
    init(_ db: Database, scope: Scope, ancestorType: TypeNumber, after cursor: FeedCursor) throws {
        self.db = db
        self.scope = scope
        self.ancestorType = ancestorType
        let codes = try Self.areas(of: scope, in: db)
        rowsAtOnce = max(1, min(Limits.feedRowsAtOnceMax, Limits.feedRowsAtBeginningMax / codes.count))
        let isWithin = cursor.m < .max
        let place = FeedRow.Place(n: cursor.n, rid: cursor.rid, kind: isWithin ? -1 : .max)
        for code in codes { try insert(AreaRows(area: code, isAbove: !scope.covers(code), last: place)) }
    }

    /// The next row, with what all areas of the scope say of it.
    mutating func next() throws -> Row? {
        guard let first = try pop() else { return nil }
        var row = row(first)
        while let next = areas.last?.rows.last?.place, next.n == row.n, next.rid == row.rid, let more = try pop() {
            let more = self.row(more)
            row.isTouched = row.isTouched || more.isTouched
            if let chain = more.chain {
                let known = row.chain ?? chain
                row.chain = min(known.lowerBound, chain.lowerBound)...max(known.upperBound, chain.upperBound)
            }
        }
        return row
    }

    private func row(_ row: FeedRow) -> Row {
        // Whoever receives the record where it lay just before, or lies, has it.
        let isHeld = row.left.map { Placing.split($0).contains { scope.covers($0) } } ?? false
        return Row(
            n: row.place.n, rid: row.place.rid, isTouched: row.concernsScope && row.place.kind == 0,
            chain: row.concernsScope && !isHeld ? row.chain : nil)
    }

    // MARK: - Merging

    /// A row of the table.
    private struct FeedRow {
        struct Place {
            let n, rid, kind: Int64

            static func < (a: Place, b: Place) -> Bool { (a.n, a.rid, a.kind) < (b.n, b.rid, b.kind) }
        }

        let place: Place
        let chain: ClosedRange<Int64>?
        let left: String?
        /// `false` for what lies in an area above the scope and is no area itself.
        let concernsScope: Bool
    }

    /// Rows of one area, the next last.
    private struct AreaRows {
        let area: String
        let isAbove: Bool
        var last: FeedRow.Place
        var rows: [FeedRow] = []
    }

    private mutating func pop() throws -> FeedRow? {
        guard var area = areas.popLast(), let row = area.rows.popLast() else { return nil }
        area.last = row.place
        try insert(area)
        return row
    }

    /// Puts an area where its next row belongs, and leaves out one that has none.
    private mutating func insert(_ area: AreaRows) throws {
        var area = area
        if area.rows.isEmpty { area.rows = try rows(of: area).reversed() }
        guard let place = area.rows.last?.place else { return }
        var (low, high) = (0, areas.count)
        while low < high {
            let middle = (low + high) / 2
            if let other = areas[middle].rows.last?.place, place < other { low = middle + 1 } else { high = middle }
        }
        areas.insert(area, at: low)
    }

    private func rows(of area: AreaRows) throws -> [FeedRow] {
        let type = area.isAbove ? "(SELECT type FROM record WHERE record.rid = feed.rid)" : "NULL"
        let sql = """
            SELECT n, rid, kind, left_areas, coalesce(first, 1), coalesce(last, n), \(type) FROM feed
            WHERE area = ? AND (n, rid, kind) > (?, ?, ?) ORDER BY n, rid, kind LIMIT ?
            """
        let (last, count) = (area.last, rowsAtOnce)
        return try db.statement(sql, area.area, last.n, last.rid, last.kind, count).all { row in
            let place = FeedRow.Place(n: try row.value(0), rid: try row.value(1), kind: try row.value(2))
            let (first, last): (Int64, Int64) = (try row.value(4), try row.value(5))
            let isArea = try area.isAbove ? row.value(6) == ancestorType : true
            return FeedRow(
                place: place, chain: place.kind > 0 && first <= last ? first...last : nil, left: try row.value(3),
                concernsScope: isArea)
        }
    }

    // MARK: - Areas

    /// Areas that have ever had a row in the feed and concern a scope. Each is found by one step in the index.
    private static func areas(of scope: Scope, in db: Database) throws -> [String] {
        func first(_ comparison: String, _ area: String) throws -> String? {
            let sql = "SELECT area FROM feed WHERE area \(comparison) ? ORDER BY area LIMIT 1"
            return try String.fetchOne(db.statement(sql, area))
        }
        var areas: [String] = []
        for code in scope.codes {
            var next = try first(">=", code)
            while let area = next, area.hasPrefix(code) {
                areas.append(area)
                next = try first(">", area)
            }
        }
        for code in scope.codes {
            for length in 1..<max(1, code.count) {
                let ancestor = String(code.prefix(length))
                if !areas.contains(ancestor), try first(">=", ancestor) == ancestor { areas.append(ancestor) }
            }
        }
        return areas + [Placing.everywhere]
    }
}
