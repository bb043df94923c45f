internal import CommunityModel
internal import Records
internal import ReplicaStore
public import SyncProtocol
internal import Values

/// Types whose records are made by commands of their own, because more belongs to them than a form of fields.
public struct DedicatedCommands: Sendable {
    /// What adds a record, in place of `ruhu record add` and `import`; `nil` when these do.
    public let add: String?
    /// What changes a record, in place of `ruhu record set`; `nil` when this does.
    public let set: String?
    /// Fields that no device sets.
    public let fixedFields: Set<String>

    /// - Returns: `nil` for a type that the generic commands do everything for.
    public static func of(_ type: RecordType) -> DedicatedCommands? { byType[type.name] }

    private static let byType = [
        "area": DedicatedCommands(
            add: "ruhu-admin area import", set: nil, fixedFields: ["code", "deleted", "level", "name", "parent"]),
        "form": DedicatedCommands(add: "ruhu-admin form import", set: "ruhu-admin form import", fixedFields: []),
        "inspection": DedicatedCommands(add: "ruhu inspect start", set: "ruhu inspect record", fixedFields: []),
        "rectification": DedicatedCommands(
            add: "ruhu rectification add", set: "ruhu rectification update", fixedFields: []),
        "setting": DedicatedCommands(add: "ruhu-admin setting set", set: "ruhu-admin setting set", fixedFields: []),
        "standard": DedicatedCommands(
            add: "ruhu-admin standard import", set: "ruhu-admin standard import", fixedFields: []),
        "publicity": DedicatedCommands(add: "ruhu visit add", set: nil, fixedFields: []),
        "visit": DedicatedCommands(add: "ruhu visit add", set: "ruhu visit set", fixedFields: []),
    ]

    /// - Throws: ``Failure`` `own_command` (64) when a type has a command of its own for it.
    static func refuse(_ command: String?, for type: RecordType) throws {
        guard let command else { return }
        throw Failure(
            fault: "own_command", ["command": "\(command)", "type": "\(type.name)"], bilingual: ["title": type.title])
    }

    /// - Throws: ``Failure`` `field_fixed` (65) when an assignment touches what no device sets.
    static func refuseFixed(_ assignments: [Assignment], of type: RecordType) throws {
        guard let own = of(type) else { return }
        let fixed = assignments.map(\.field.name).filter(own.fixedFields.contains)
        guard !fixed.isEmpty else { return }
        throw Failure(fault: "field_fixed", ["names": fixed.joined(separator: ", "), "command": own.add ?? ""])
    }
}

extension AnyRecords {
    /// Whether records of a type are added by the generic commands; for who would otherwise fill in a form in vain.
    ///
    /// - Throws: ``Failure`` `own_command`.
    public func checkAddable(_ type: RecordType) throws {
        try DedicatedCommands.refuse(DedicatedCommands.of(type)?.add, for: type)
    }

    /// Whether records of a type are changed by the generic commands; for who would otherwise name a record in vain.
    ///
    /// - Throws: ``Failure`` `own_command`.
    public func checkSettable(_ type: RecordType) throws {
        try DedicatedCommands.refuse(DedicatedCommands.of(type)?.set, for: type)
    }
}

extension AnyRecords {
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
        guard AreaFault(code, store.held, isKnown: isKnown) != nil else { return nil }
        return isKnown ? notAssigned(code) : unknownArea(code, among: try known())
    }

    func notAssigned(_ code: String) -> Failure {
        let words = AreaFault.notAssigned(code, among: store.areas).words
        return Failure(fault: "area_not_assigned", bilingual: words)
    }

    private func unknownArea(_ code: String, among listing: [ListedRecord]) -> Failure {
        let known = listing.compactMap { record -> String? in
            guard let area = FlatObject(record.json), let code = area.text(.code), store.covers(code) else {
                return nil
            }
            return "\(code) \(area.text(.name) ?? "")"
        }.sorted()
        let rest = known.count - Self.areasShownMax
        let more = rest > 0 ? [Localized(zh: "还有 \(rest) 个", en: "and \(rest) more")] : []
        let shown = known.prefix(Self.areasShownMax).map { Localized($0) } + more
        let words = ["shown": shown.joined(zh: "\n  ", en: "\n  ")]
        let hint = Localized(fault: known.isEmpty ? "no_areas_here" : "areas_here", bilingual: words)
        return Failure(fault: "area_missing", ["code": code], bilingual: ["known": hint])
    }

    /// Reads words of the form `FIELD=VALUE` for a command that knows the type.
    ///
    /// - Throws: ``Failure`` `assignment_invalid` (64), or `field_invalid` (65), which tells everything that is wrong.
    func assignments(_ words: [String], type: RecordType, omitted: Set<String> = []) throws -> [Assignment] {
        var problems = InputProblems()
        let assignments = try Assignment.read(
            words, type: type, references: References(store.held), omitted: omitted, problems: &problems)
        try problems.throwIfAny(code: "field_invalid")
        return assignments
    }
}
