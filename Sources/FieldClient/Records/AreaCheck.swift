internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

extension FieldStore {
    /// Codes of areas shown to a person who named an unknown one.
    private static let areasShownMax = 20

    /// Why a record cannot lie in an area; `nil` when it can.
    func areaFault(_ code: String, in context: EditContext) throws -> Failure? {
        try areaFault(code, isKnown: context.hasArea(code, type: RecordTypes.area)) {
            try context.listing(of: RecordTypes.area)
        }
    }

    /// The same outside a save.
    func areaFault(_ code: String) throws -> Failure? {
        try areaFault(code, isKnown: replica.hasArea(code, type: RecordTypes.area)) {
            try replica.listing(of: RecordTypes.area)
        }
    }

    private func areaFault(_ code: String, isKnown: Bool, known: () throws -> [ListedRecord]) throws -> Failure? {
        guard isKnown else { return unknownArea(code, among: try known()) }
        return covers(code) ? nil : notAssigned(code)
    }

    func notAssigned(_ code: String) -> Failure {
        Failure(
            code: "area_not_assigned", status: .data,
            message: Localized(
                zh: "区域 \(code) 不在分配给您的范围内：\(areas.joined(separator: "、"))。",
                en: "The area \(code) is not among those assigned to you: \(areas.joined(separator: ", "))."),
            hint: Localized(
                zh: "没有保存。请改用范围内的代码，或请管理员分配。",
                en: "Nothing was saved. Use a code below one of them, or ask for it to be assigned."))
    }

    private func unknownArea(_ code: String, among listing: [ListedRecord]) -> Failure {
        let known = listing.compactMap { record -> String? in
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
}

extension RecordType {
    /// The code of the area that an assignment moves or puts a record into; `nil` when it does neither.
    func area(_ assignments: [Assignment]) -> String? {
        guard case .field(let name) = placement else { return nil }
        for assignment in assignments where assignment.field.name == name {
            if case .value(.text(let code)) = assignment.content { return code }
        }
        return nil
    }
}
