public import ReplicaStore
public import SyncProtocol
internal import Values

/// Rows of named texts, on their way to become records of one type: a sheet on a device, a batch in the office.
///
/// ```swift
/// var sheet = RecordImport(type, heads: file.header, records)
/// for (index, row) in file.rows.enumerated() { try sheet.take(row.cells, at: index) }
/// let save = try sheet.drafts(in: context, keys: &keys)      // in the save: all rows or none
/// ```
public struct RecordImport {
    /// What is wrong with one cell.
    public struct CellFault: Sendable {
        /// As the rows were counted.
        public let row: Int
        /// The column, as the sheet is headed.
        public let head: String
        /// Why the cell cannot be taken.
        public let fault: EntryFault
    }

    /// What is wrong with a column: it names no field, a field twice, or is missing.
    public struct HeadFault: Sendable {
        /// As the sheet is headed, and what is wrong with that.
        public let head: String, fault: EntryFault
        /// Whether there is no such column, and every row lacks it.
        public var isMissing: Bool { fault.code == "required" }
    }

    /// What to do with a record that is there already.
    public enum Existing: Sendable {
        /// It is left alone.
        case leave
        /// It is brought up to what the row says; an empty cell empties its field.
        case update
    }

    /// The result of the rows.
    public struct Drafts {
        /// What is to be saved.
        public var drafts: [ChangeDraft] = []
        /// How many records are new, changed, or left as they are.
        public var added = 0, updated = 0, unchanged = 0
    }

    /// The type of the records.
    public let type: RecordType
    /// What is wrong with the heads; their columns are passed over.
    public private(set) var headFaults: [HeadFault] = []
    /// What is wrong with cells, in the order in which it was found.
    public private(set) var faults: [CellFault] = []
    private let records: HeldRecords
    private let references: References
    private let existing: Existing
    private let defaults: [Field]
    private var columns: [Column] = []
    private var rows: [(row: Int, assignments: [Assignment])] = []
    /// The rows that name each area, also those with faults of their own.
    private var areas: [String: [Int]] = [:]

    private struct Column {
        let head: String
        let index: Int
        let target: AssignmentTarget
    }

    /// - Parameters:
    ///   - type: The type of the records.
    ///   - heads: Names or titles of fields, one a cell of each row.
    ///   - records: Finds what the texts name.
    ///   - existing: What to do with a record that is there already.
    public init(_ type: RecordType, heads: [String], _ records: HeldRecords, existing: Existing = .leave) {
        self.type = type
        self.records = records
        self.existing = existing
        references = References(records)
        defaults = type.fieldsWithDefault
        let known = type.settableNames(omitting: ["deleted"])
        for (index, head) in heads.enumerated() {
            guard let target = type.column(headed: head) else {
                let words = Localized(fault: "column_unknown", ["names": known])
                headFaults.append(HeadFault(head: head, fault: EntryFault("field_unknown", words)))
                continue
            }
            guard !columns.contains(where: { $0.target == target }) else {
                headFaults.append(
                    HeadFault(head: head, fault: EntryFault("repeated", Localized(fault: "column_repeated"))))
                continue
            }
            columns.append(Column(head: head, index: index, target: target))
        }
        for field in type.requiredFields where !columns.contains(where: { $0.target.field.number == field.number }) {
            headFaults.append(
                HeadFault(head: field.name, fault: EntryFault("required", Localized(fault: "column_missing"))))
        }
    }

    /// Reads a row. What is wrong with it is noted, and then the row is passed over.
    ///
    /// - Parameters:
    ///   - cells: One for each head; blanks around them are dropped, and an empty one states nothing.
    ///   - row: How the row is counted.
    /// - Throws: `StoreError`.
    public mutating func take(_ cells: [String], at row: Int) throws {
        var assignments: [Assignment] = []
        var isSound = true
        for column in columns {
            let cell = DelimitedText.plain(cells[column.index])
            if cell.isEmpty, !column.target.field.required, existing == .leave { continue }
            do {
                assignments.append(try column.target.read(cell, references: references))
            } catch let fault as EntryFault {
                isSound = false
                faults.append(CellFault(row: row, head: column.head, fault: fault))
            }
        }
        if let area = type.area(assignments) { areas[area, default: []].append(row) }
        guard isSound else { return }
        rows.append(
            (row, existing == .update ? assignments : assignments.completed(by: defaults, references: references)))
    }

    /// Notes what somebody else finds wrong with a cell; the row is passed over.
    public mutating func note(_ fault: EntryFault, head: String, row: Int) {
        faults.append(CellFault(row: row, head: head, fault: fault))
        rows.removeAll { $0.row == row }
    }

    /// Holds the areas that rows name against those that are there and that one may work in.
    ///
    /// - Parameter context: The moment of the save.
    /// - Throws: `StoreError`.
    public mutating func checkAreas(in context: EditContext) throws {
        guard case .field(let placement) = type.placement,
            let column = columns.first(where: { $0.target.field.name == placement })
        else { return }
        let areaType = records.schema.type(named: "area")?.number
        for (area, rows) in areas {
            let isKnown = try areaType.map { try context.hasArea(area, type: $0) } ?? false
            guard let fault = AreaFault(area, records, isKnown: isKnown) else { continue }
            faults += rows.map { CellFault(row: $0, head: column.head, fault: EntryFault(fault)) }
        }
    }

    /// The result of the sound rows, one change a row.
    ///
    /// - Parameters:
    ///   - context: The moment of the save.
    ///   - keys: The natural keys that are taken already; those of the rows are added.
    /// - Returns: The drafts.
    /// - Throws: `StoreError`.
    public func drafts(in context: EditContext, keys: inout NaturalKeyIndex) throws -> Drafts {
        var result = Drafts()
        for (_, assignments) in rows {
            let key = RecordKey(id: context.newID(), type: type.number)
            guard let held = try keys.add(key.id, assignments) else {
                result.added += 1
                let writes = assignments.flatMap { $0.writes(ofNew: key) }
                result.drafts.append(ChangeDraft(kind: .bulkImport, writes: writes))
                continue
            }
            let target = RecordKey(id: held, type: type.number)
            // A row that names what an earlier row of the same rows makes adds nothing.
            let isHeld = try existing == .update && context.view(of: target) != nil
            let writes = isHeld ? try assignments.flatMap { try $0.edit(target, in: context).writes } : []
            if writes.isEmpty {
                result.unchanged += 1
            } else {
                result.updated += 1
                result.drafts.append(ChangeDraft(kind: .bulkImport, writes: writes))
            }
        }
        return result
    }
}

extension RecordType {
    /// Sheets that people made themselves are headed in their own language.
    fileprivate func column(headed head: String) -> AssignmentTarget? {
        if let target = target(named: head, omitting: ["deleted"]) { return target }
        return fields.first { !$0.keyed && ($0.title.zh == head || $0.title.en == head) }.map { AssignmentTarget($0) }
    }
}
