public import SyncProtocol
internal import Failures
internal import ReplicaStore

extension FieldStore {
    /// The record that a person names by its id or the beginning of it.
    ///
    /// - Parameters:
    ///   - prefix: Hexadecimal digits, hyphens optional.
    ///   - type: Only records of this type, when given.
    /// - Returns: The key of the record.
    /// - Throws: ``Failure`` `id_invalid`, `record_unknown` or `id_ambiguous`.
    public func record(_ prefix: String, type: TypeNumber? = nil) throws -> RecordKey {
        try record(prefix, type: type) { try replica.record(idPrefix: prefix, type: type) }
    }

    /// The same within a save.
    func record(_ prefix: String, type: TypeNumber, in context: EditContext) throws -> RecordKey {
        try record(prefix, type: type) { try context.record(idPrefix: prefix, type: type) }
    }

    private func record(_ prefix: String, type: TypeNumber?, match: () throws -> IDMatch) throws -> RecordKey {
        let digits = prefix.filter { $0 != "-" }
        guard (1...32).contains(digits.utf8.count), digits.allSatisfy(\.isHexDigit) else {
            throw Failure(
                code: "id_invalid", status: .data,
                message: Localized(
                    zh: "“\(prefix)”不是编号：编号由十六进制数字组成，最多 32 位。",
                    en: "\"\(prefix)\" is not an id: ids are hexadecimal digits, at most 32 of them."),
                hint: hintToFind(type))
        }
        switch try match() {
        case .one(let key): return key
        case .none:
            let title = type.flatMap(schema.type)?.title
            throw Failure(
                code: "record_unknown", status: .data,
                message: Localized(
                    zh: "本机没有编号以 \(prefix) 开头的\(title?.zh ?? "记录")。",
                    en: "This device holds no \(title?.en.lowercased() ?? "record") whose id begins with \(prefix)."),
                hint: hintToFind(type))
        case .several(let count):
            throw Failure(
                code: "id_ambiguous", status: .data,
                message: Localized(
                    zh: "有 \(count) 条记录的编号以 \(prefix) 开头。",
                    en: "\(count) records have an id that begins with \(prefix)."),
                hint: Localized(zh: "请多写几位。", en: "Give more digits of it."))
        }
    }

    func hintToFind(_ type: TypeNumber?) -> Localized {
        switch type.flatMap(schema.type)?.name {
        case "visit": Localized(zh: "用 ruhu visit list 查看编号。", en: "`ruhu visit list` shows the ids.")
        case "household", nil:
            Localized(zh: "用 ruhu household find 查找编号。", en: "`ruhu household find TEXT` shows the ids.")
        case let name?:
            Localized(zh: "用 ruhu record list \(name) 查看编号。", en: "`ruhu record list \(name)` shows the ids.")
        }
    }
}
