internal import CommunityModel
internal import Records
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
        guard let fault = AreaFault(code, records, isKnown: isKnown) else { return nil }
        return isKnown ? notAssigned(code) : unknownArea(fault, among: try known())
    }

    func notAssigned(_ code: String) -> Failure {
        let fault = AreaFault.notAssigned(code, among: areas)
        return Failure(
            code: fault.code, status: .data, message: fault.text,
            hint: Localized(
                zh: "没有保存。请改用范围内的代码，或请管理员分配。",
                en: "Nothing was saved. Use a code below one of them, or ask for it to be assigned."))
    }

    private func unknownArea(_ fault: AreaFault, among listing: [ListedRecord]) -> Failure {
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
        return Failure(code: fault.code, status: .data, message: fault.text, hint: hint)
    }
}
