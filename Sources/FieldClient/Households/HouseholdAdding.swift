internal import CommunityModel
internal import Failures
internal import ReplicaStore
internal import SyncProtocol

extension FieldStore {
    /// Adds a household.
    ///
    /// - Parameters:
    ///   - area: Code of the area it lies in.
    ///   - building: The building of its address.
    ///   - unit: The unit of its address.
    ///   - room: The room of its address.
    ///   - words: Further fields as `FIELD=VALUE`.
    ///   - isForced: Whether to add it although its address is there already.
    /// - Returns: The household as the store holds it after the save.
    /// - Throws: ``Failure`` `field_invalid`, `area_unknown`, `area_not_assigned` or `household_exists`.
    public func addHousehold(
        area: String, building: String, unit: String, room: String, assignments words: [String], isForced: Bool
    ) throws -> ListedHousehold {
        let type = try type(RecordTypes.household)
        let address = ["area=\(area)", "building=\(building)", "unit=\(unit)", "room=\(room)"]
        let fields = try Assignment.read(address + words, type: type, omitted: ["deleted"])
        var created: RecordKey?
        _ = try replica.save(as: author, handsIn: true) { context in
            if let fault = try areaFault(area, in: context) { throw fault }
            if !isForced {
                let key = AddressKey(area: area, building: building, unit: unit, room: room)
                let book = try AddressBook(area: area, in: context)
                if let id = book.households[key] { throw Self.exists(id) }
            }
            let key = RecordKey(id: context.newID(), type: RecordTypes.household)
            created = key
            return [ChangeDraft(writes: fields.flatMap { $0.writes(ofNew: key) })]
        }
        guard let created else { throw StoreError.sqlite(code: 0, detail: "the save did not run") }
        return try household(created)
    }

    /// Why a household cannot lie in an area; `nil` when it can.
    func areaFault(_ code: String, in context: EditContext) throws -> Failure? {
        guard try context.hasArea(code, type: RecordTypes.area) else { return try unknownArea(code, in: context) }
        guard covers(code) else {
            return Failure(
                code: "area_not_assigned", status: .data,
                message: Localized(
                    zh: "区域 \(code) 不在分配给您的范围内：\(areas.joined(separator: "、"))。",
                    en: "The area \(code) is not among those assigned to you: \(areas.joined(separator: ", "))."),
                hint: Localized(
                    zh: "没有保存。请改用范围内的代码，或请管理员分配。",
                    en: "Nothing was saved. Use a code below one of them, or ask for it to be assigned."))
        }
        return nil
    }

    /// Codes of areas shown to a person who named an unknown one.
    private static let areasShownMax = 20

    private func unknownArea(_ code: String, in context: EditContext) throws -> Failure {
        let known = try context.listing(of: RecordTypes.area).compactMap { record -> String? in
            guard let area = FlatObject(record.json), let code = area.text("code"), covers(code) else { return nil }
            return "\(code) \(area.text("name") ?? "")"
        }.sorted()
        let shown = known.prefix(Self.areasShownMax)
        let rest = known.count - shown.count
        let hint =
            known.isEmpty
            ? Localized(
                zh: "没有保存。本机还没有任何区域：请先运行 ruhu sync。",
                en: "Nothing was saved. This device holds no areas yet: run `ruhu sync` first.")
            : Localized(
                zh: "没有保存。可用的区域：\n  " + shown.joined(separator: "\n  ") + (rest > 0 ? "\n  还有 \(rest) 个" : ""),
                en: "Nothing was saved. The areas here are:\n  " + shown.joined(separator: "\n  ")
                    + (rest > 0 ? "\n  and \(rest) more" : ""))
        return Failure(
            code: "area_unknown", status: .data,
            message: Localized(zh: "没有区域 \(code)。", en: "There is no area \(code)."), hint: hint)
    }

    private static func exists(_ id: RecordID) -> Failure {
        Failure(
            code: "household_exists", status: .data,
            message: Localized(
                zh: "这个地址已经有住户：\(id)。没有保存。", en: "There is a household with this address: \(id). Nothing was saved."),
            hint: Localized(
                zh: "要修改它，用 ruhu household set；确实是另一户，加 --force。",
                en: "Change it with `ruhu household set`; if it really is another one, add --force."))
    }
}

/// The addresses of an area's households.
struct AddressBook {
    private(set) var households: [AddressKey: RecordID] = [:]

    init(area: String, in context: EditContext) throws {
        for record in try context.listing(of: RecordTypes.household, inArea: area) {
            households[try ListedHousehold(id: record.id, json: record.json).address] = record.id
        }
    }

    /// Takes note of an address.
    ///
    /// - Returns: Whether it was new.
    mutating func add(_ address: AddressKey, _ id: RecordID) -> Bool {
        guard households[address] == nil else { return false }
        households[address] = id
        return true
    }
}
