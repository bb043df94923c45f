internal import Questionnaires
internal import SyncProtocol
internal import Values

/// What a file of answers holds: the visit's own fields, answers by name, or an instance that another program filled.
struct VisitInput {
    /// By the names that the type `visit` declares.
    var fields: [JSONValue.Member] = []
    var answers: [JSONValue.Member] = []
    /// Answers of the publicity record, under the name `publicity`.
    var publicity: [JSONValue.Member]?
    var instance: Instance?
    /// The identity that the file has as an instance, `meta/instanceID`; empty where it states none.
    private(set) var instanceID = ""
    private let type: RecordType
    /// The JSON object; empty for an instance.
    private var members: [JSONValue.Member] = []

    /// An instance that another program filled, and the form that it is of.
    struct Instance {
        let xml: String
        let form: String
        let version: String
    }

    /// - Parameters:
    ///   - bytes: One JSON object, or an instance as XML.
    ///   - type: The type `visit`.
    /// - Throws: ``Failure`` `answers_invalid` when it is neither.
    init(_ bytes: [UInt8], type: RecordType) throws {
        self.type = type
        // A byte order mark may stand before the XML.
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        if text.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) == UInt8(ascii: "<") {
            guard let xml = String(validating: text, as: UTF8.self) else { throw Self.notText }
            try take(xml)
            return
        }
        guard let json = JSONValue(parsing: bytes), case .object(let members) = json else {
            throw Self.notAnObject(bytes)
        }
        self.members = members
        sort { _ in false }
    }

    /// Gives a form the names that it asks: they are its answers, whatever else has the same name. To be called before
    /// further fields are added.
    ///
    /// - Parameter form: The form that the answers fill.
    mutating func give(to form: FormDefinition) {
        guard instance == nil else { return }
        sort { form.asks($0) }
    }

    private mutating func sort(asks: (String) -> Bool) {
        fields = []
        answers = []
        publicity = nil
        for member in members {
            switch (member.name, member.value) {
            case ("answers", .object(let cells)): answers += cells
            case ("meta", .object(let cells)): take(meta: cells)
            case (let name, _) where asks(name): answers.append(member)
            case ("publicity", .object(let cells)): publicity = cells
            case ("household", _), ("deleted", _), ("merged_into", _): fields.append(member)
            default:
                if type.field(named: member.name) != nil {
                    fields.append(member)
                } else {
                    answers.append(member)
                }
            }
        }
    }

    private mutating func take(_ xml: String) throws {
        do throws(FormFaults) {
            let identity = try FormDefinition.identity(ofInstance: xml)
            instance = Instance(xml: xml, form: identity.id, version: identity.version)
            instanceID = identity.instanceID
        } catch { throw FieldStore.answersInvalid(error, of: nil) }
    }

    /// The block `meta` speaks of the instance; what else stands in it is the form's to take or refuse.
    private mutating func take(meta cells: [JSONValue.Member]) {
        var rest = cells
        if let place = cells.firstIndex(where: { $0.name == "instanceID" }), case .string(let text) = cells[place].value
        {
            instanceID = text
            rest.remove(at: place)
        }
        if !rest.isEmpty { answers.append(JSONValue.Member("meta", .object(rest))) }
    }

    /// Adds fields that a person types, in the form `FIELD=VALUE`.
    ///
    /// - Parameter words: The words.
    /// - Throws: ``Failure`` `answers_invalid`, which tells everything that is wrong.
    mutating func add(_ words: [String]) throws {
        var problems = InputProblems()
        for word in words {
            let parts = word.divided(at: "=")
            let name = parts?.before ?? word
            let place = Localized(zh: name, en: name)
            guard let text = parts?.after, let field = type.field(named: name), !field.keyed else {
                problems.add(at: place, Localized(zh: "不是入户的字段。", en: "is no field of a visit."))
                continue
            }
            guard !fields.contains(where: { $0.name == field.name }) else {
                problems.add(at: place, Localized(zh: "写了两次。", en: "is given twice."))
                continue
            }
            do throws(FieldFault) {
                fields.append(JSONValue.Member(field.name, try field.json(of: text)))
            } catch {
                problems.add(at: place, error.text(field: field, given: text))
            }
        }
        try problems.throwIfAny(
            code: "answers_invalid", title: Localized(zh: "没有保存：", en: "Nothing was saved:"))
    }

    private static var notText: Failure {
        Failure(
            code: "answers_invalid", status: .data,
            message: Localized(
                zh: "答案文件不是 UTF-8 文本。没有保存。", en: "The answers are not UTF-8 text. Nothing was saved."))
    }

    private static func notAnObject(_ bytes: [UInt8]) -> Failure {
        let message =
            JSONPlace.fault(in: bytes).map { place in
                Localized(
                    zh: "答案文件不是 JSON：第 \(place.line) 行第 \(place.column) 列有错。没有保存。",
                    en: "The answers are not JSON: line \(place.line), column \(place.column). Nothing was saved.")
            }
            ?? Localized(
                zh: "答案文件应当是一个 JSON 对象，或一份问卷的 XML。没有保存。",
                en: "The answers must be one JSON object, or the XML of a filled form. Nothing was saved.")
        return Failure(
            code: "answers_invalid", status: .data, message: message,
            hint: Localized(
                zh: "例如 {\"outcome\":\"completed\",\"consent\":true,\"A01\":true}。",
                en: "For example {\"outcome\":\"completed\",\"consent\":true,\"A01\":true}."))
    }
}
