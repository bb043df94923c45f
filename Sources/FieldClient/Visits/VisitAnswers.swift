internal import CommunityModel
internal import SyncProtocol
internal import Values

/// The answers of a visit, read from JSON and checked against the declared fields.
struct VisitAnswers {
    /// Most answers of one visit: a change takes ``Limits/changeOperationsMax`` operations, and some are the visit's own.
    private static let answersMax = 4_000
    /// Longest name of an answer, in characters.
    private static let nameCharactersMax = 200
    /// The answer that stands for the household's wish, wherever it is given.
    static let doNotContact = "do_not_contact"

    /// The value of a declared field; `nil` when none is given.
    subscript(name: String) -> Value? { writes.first { $0.field.name == name }?.value }

    /// One write to the visit: field, cell where it has cells, value.
    struct Write {
        let field: Field
        let cell: [UInt8]
        let value: Value
    }

    private(set) var writes: [Write] = []
    /// Names that no field declares; they are kept as answers of a form.
    private(set) var undeclared: [String] = []
    private(set) var wantsNoContact = false
    private(set) var hasStart = false

    let type: RecordType
    private let keyed: Field?
    private let household: RecordID
    private var problems = InputProblems()

    /// - Parameters:
    ///   - members: The answers by name.
    ///   - type: The type `visit`.
    ///   - household: The household that the command names.
    ///   - takesUndeclared: Whether names that no field declares are kept as answers, or refused.
    /// - Throws: ``Failure`` `answers_invalid`, which tells everything that is wrong.
    init(
        _ members: [JSONValue.Member], type: RecordType, household: RecordID, takesUndeclared: Bool = true
    ) throws {
        self.type = type
        self.household = household
        keyed = takesUndeclared ? type.fields.first { $0.keyed && $0.name == "answers" } : nil
        for member in members.prefix(Self.answersMax) { take(member) }
        if members.count > Self.answersMax {
            problems.add(
                Localized(zh: "答案超过 \(Self.answersMax) 个。", en: "there are more than \(Self.answersMax) answers."))
        }
        try problems.throwIfAny(
            code: "answers_invalid", title: Localized(zh: "没有保存：", en: "Nothing was saved:"))
    }

    /// Sets a choice that nobody stated.
    mutating func set(_ name: String, _ choice: String) {
        guard let field = type.field(named: name), let value = try? field.read(choice) else { return }
        writes.append(Write(field: field, cell: [], value: value))
        if name == "outcome", choice == Self.doNotContact { wantsNoContact = true }
    }

    private mutating func take(_ member: JSONValue.Member) {
        let place = Localized(zh: member.name, en: member.name)
        switch member.name {
        case "household":
            guard case .string(let text) = member.value, RecordID(text) == household else {
                return problems.add(
                    at: place, Localized(zh: "与命令中的住户不同。", en: "is not the household of the command."))
            }
        case "deleted", "merged_into":
            problems.add(at: place, Localized(zh: "不能作为答案。", en: "cannot be an answer."))
        case keyed?.name:
            guard case .object(let cells) = member.value else {
                return problems.add(at: place, Localized(zh: "应为一个对象。", en: "must be an object."))
            }
            for cell in cells { takeCell(cell, place: Localized(zh: cell.name, en: cell.name)) }
        default:
            if let field = type.field(named: member.name) {
                take(member.value, for: field, place: place)
            } else {
                takeCell(member, place: place)
                if keyed != nil { undeclared.append(member.name) }
            }
        }
    }

    private mutating func take(_ json: JSONValue, for field: Field, place: Localized) {
        if json == .null { return }
        do throws(FieldFault) {
            if field.policy == .union {
                let elements = if case .array(let elements) = json { elements } else { [json] }
                for element in elements {
                    let value = try field.read(element)
                    let cell = value.encoded
                    guard !writes.contains(where: { $0.field.number == field.number && $0.cell == cell }) else {
                        continue
                    }
                    writes.append(Write(field: field, cell: cell, value: .boolean(true)))
                }
                return
            }
            if field.policy == .append, case .array(let entries) = json {
                for entry in entries {
                    let value = try field.read(entry)
                    if value != .null { writes.append(Write(field: field, cell: [], value: value)) }
                }
                return
            }
            let value = try field.read(json)
            guard value != .null else { return }
            writes.append(Write(field: field, cell: [], value: value))
            if field.name == "started_at" { hasStart = true }
            if field.name == Self.doNotContact, value == .boolean(true) { wantsNoContact = true }
            if field.name == "outcome", value == .choice(Self.doNotContact) { wantsNoContact = true }
        } catch {
            problems.add(at: place, error.text(field: field, given: json.plain))
        }
    }

    private mutating func takeCell(_ member: JSONValue.Member, place: Localized) {
        guard let keyed else {
            return problems.add(at: place, Localized(zh: "没有这个字段。", en: "no such field."))
        }
        if member.value == .null { return }
        guard (1...Self.nameCharactersMax).contains(member.name.count) else {
            return problems.add(
                at: place,
                Localized(
                    zh: "名称应有 1 到 \(Self.nameCharactersMax) 个字。",
                    en: "a name has 1 to \(Self.nameCharactersMax) characters."))
        }
        do throws(FieldFault) {
            let value = try keyed.read(member.value)
            // Names are text and merge by their bytes, so they are written in one form.
            let name = Array(Value.text(member.name).encoded.dropFirst())
            guard !writes.contains(where: { $0.cell == name && $0.field.number == keyed.number }) else {
                return problems.add(at: place, Localized(zh: "写了两次。", en: "is given twice."))
            }
            writes.append(Write(field: keyed, cell: name, value: value))
        } catch {
            problems.add(at: place, error.text(field: keyed, given: member.value.plain))
        }
    }
}
