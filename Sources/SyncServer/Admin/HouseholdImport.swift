internal import AdminProtocol
internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// `POST /v1/admin/households`: brings households in. All rows of a batch or none; an address that exists is counted and
/// left alone.
struct HouseholdImport {
    private let context: EditContext
    private let type: RecordType
    private let area: Field
    /// The fields that together are an address within its area.
    private let address: [Field]
    /// What is held in each area that the batch names, and what the batch adds.
    private var addresses: [String: Set<String>]
    private var areaIsKnown: [String: Bool] = [:]
    private var faults = RowFaults()
    private var drafts: [ChangeDraft] = []
    private var result = ImportResult(added: 0, updated: 0, unchanged: 0)

    /// - Throws: A 400 that names the rows at fault, and `StoreError`.
    static func run(
        _ batch: ImportBatch<HouseholdRow>, as user: UserRecord, in store: ReplicaStore, book: AddressBook
    ) throws -> ImportResult {
        try batch.checkSize()
        let (run, position) = try store.save(as: user.author, handsIn: false) { context in
            let before = try context.newestPosition()
            var run = try HouseholdImport(context, addresses: book.addresses(at: before))
            for (index, row) in batch.rows.enumerated() { try run.take(row.fields, at: index) }
            try run.faults.check()
            return Save(run.drafts, giving: (run, before + Int64(run.drafts.count)))
        }.result
        book.note(run.addresses, at: position)
        return run.result
    }

    private init(_ context: EditContext, addresses: [String: Set<String>]) throws {
        self.context = context
        self.addresses = addresses
        guard let type = context.schema.type(RecordTypes.household), let area = type.field(named: "area") else {
            throw StoreError.damaged(record: "schema", detail: "the schema does not declare households")
        }
        self.type = type
        self.area = area
        address = ["building", "unit", "room"].compactMap { type.field(named: $0) }
    }

    private mutating func take(_ fields: [String: String], at index: Int) throws {
        let texts = fields.mapValues(\.trimmed)
        guard let cells = cells(of: texts, at: index), let code = texts[area.name],
            try checkArea(code, at: index)
        else { return }
        let place = addressKey(address.map { texts[$0.name] ?? "" })
        guard try insert(place, in: code) else {
            result.unchanged += 1
            return
        }
        let key = RecordKey(id: context.newID(), type: type.number)
        let writes = cells.map { cell in ChangeDraft.Write(record: key, key: cell.key, value: cell.value) }
        drafts.append(ChangeDraft(kind: .bulkImport, writes: writes))
        result.added += 1
    }

    // MARK: - Fields

    private mutating func cells(of texts: [String: String], at index: Int) -> [(key: FieldKey, value: Value)]? {
        let faultsBefore = faults.faults.count
        var cells: [(FieldKey, Value)] = []
        for name in texts.keys.sorted() where !type.fields.contains(where: { $0.name == name }) {
            faults.add(row: index, field: name, code: "field_unknown", text: "a household has no field \(name)")
        }
        for field in type.fields {
            let text = texts[field.name] ?? ""
            if text.isEmpty && !field.required { continue }
            do {
                cells += try Self.cells(of: field, text)
            } catch {
                faults.add(row: index, field: field.name, error)
            }
        }
        return faults.faults.count == faultsBefore ? cells : nil
    }

    /// The elements of a set are separated by `;` or by the Chinese `；` and `、`.
    private static func cells(of field: Field, _ text: String) throws(FieldFault) -> [(FieldKey, Value)] {
        guard !field.keyed else { throw .wrongType(field.type) }
        guard field.policy == .union else { return [(FieldKey(field.number), try field.read(text))] }
        var cells: [(FieldKey, Value)] = []
        for part in text.parts(whereSeparator: { ";；、".unicodeScalars.contains($0) }) {
            let element = part.trimmed
            if element.isEmpty { continue }
            let key = FieldKey(field.number, cell: try field.read(element).encoded)
            if !cells.contains(where: { $0.0 == key }) { cells.append((key, .boolean(true))) }
        }
        return cells
    }

    // MARK: - Addresses

    private mutating func checkArea(_ code: String, at index: Int) throws -> Bool {
        let isKnown = try areaIsKnown[code] ?? context.hasArea(code, type: RecordTypes.area)
        areaIsKnown[code] = isKnown
        if !isKnown {
            faults.add(row: index, field: area.name, code: "area_unknown", text: "there is no area \(code)")
        }
        return isKnown
    }

    /// - Returns: Whether the address is new in its area.
    private mutating func insert(_ place: String, in code: String) throws -> Bool {
        if addresses[code] == nil {
            let held = try context.texts(of: address, type: type.number, inArea: code)
            addresses[code] = Set(held.map(addressKey))
        }
        return addresses[code]?.insert(place).inserted ?? false
    }

    /// One text for all the ways in which people write an address.
    private func addressKey(_ texts: [String]) -> String {
        zip(address, texts).map { AddressSearch.bare($1, field: $0.name) }.joined(separator: "\u{1F}")
    }
}
