internal import AdminProtocol
internal import CommunityModel
internal import Records
internal import ReplicaStore
internal import SyncProtocol

/// `POST /v1/admin/households`: brings households in. All rows of a batch or none; an address that exists is counted and
/// left alone.
enum HouseholdImport {
    /// - Throws: A 400 that names the rows at fault, and `StoreError`.
    static func run(
        _ batch: ImportBatch<HouseholdRow>, as user: UserRecord, in store: ReplicaStore, book: AddressBook
    ) throws -> ImportResult {
        try batch.checkSize()
        let records = HeldRecords(store, schema: try store.schema())
        guard let type = records.schema.type(RecordTypes.household) else {
            throw StoreError.damaged(record: "schema", detail: "the schema does not declare households")
        }
        // A row leaves out what it says nothing about; all rows together name the columns.
        let heads = Set(batch.rows.flatMap(\.fields.keys)).sorted()
        var sheet = RecordImport(type, heads: heads, records)
        for (index, row) in batch.rows.enumerated() {
            try sheet.take(heads.map { row.fields[$0] ?? "" }, at: index)
            // Whether a column is missing or its cells are empty, only the sender sees.
            for field in type.requiredFields
            where sheet.headFaults.contains(where: { $0.isMissing && $0.head == field.name }) {
                sheet.note(EntryFault(.required, field: field, given: ""), head: field.name, row: index)
            }
            for fault in sheet.headFaults where row.fields[fault.head] != nil {
                sheet.note(fault.fault, head: fault.head, row: index)
            }
        }
        let (made, keys, position) = try store.save(as: user.author, handsIn: false) { context in
            try sheet.checkAreas(in: context)
            var faults = RowFaults()
            for fault in sheet.faults { faults.add(row: fault.row, field: fault.head, fault.fault) }
            try faults.check()
            let before = try context.newestPosition()
            var keys = KeyBook(type, in: context, pages: book.pages(at: before))
            let made = try sheet.drafts(in: context, keys: &keys)
            return Save(made.drafts, giving: (made, keys.pages, before + Int64(made.drafts.count)))
        }.result
        book.note(keys, at: position)
        return ImportResult(made)
    }
}

extension ImportResult {
    init(_ made: RecordImport.Drafts) {
        self.init(added: made.added, updated: made.updated, unchanged: made.unchanged)
    }
}
