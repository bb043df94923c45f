internal import Values

/// The plain values of a document. Each notes a fault where the value is not what the format asks for.
extension DocumentReader {
    mutating func mapping(_ place: DocumentValue) -> DocumentValue? {
        if place.isMapping { return place }
        notes.wrongType(place, zh: "“键: 值”的映射", en: "a mapping of keys to values")
        return nil
    }

    mutating func required(_ name: String, of place: DocumentValue) -> DocumentValue? {
        if let value = place[name] { return value }
        notes.missing(name, in: place)
        return nil
    }

    /// The elements of a list that may be left out.
    mutating func list(_ name: String, of place: DocumentValue) -> [DocumentValue] {
        guard let list = place[name], !list.isNull else { return [] }
        if !list.isList { notes.wrongType(list, zh: "一个列表", en: "a list") }
        return list.elements
    }

    /// A text with something in it.
    mutating func text(_ place: DocumentValue) -> String? {
        guard case .string(let text) = place.json, !text.allSatisfy(\.isWhitespace) else {
            notes.wrongType(place, zh: "一段文字（数字请加引号）", en: "a text (put a number in quotes)")
            return nil
        }
        return text
    }

    mutating func requiredText(_ name: String, of place: DocumentValue) -> String? {
        required(name, of: place).flatMap { text($0) }
    }

    mutating func optionalText(_ name: String, of place: DocumentValue) -> String? {
        guard let value = place[name], !value.isNull else { return nil }
        return text(value)
    }

    /// A text that may say nothing.
    mutating func words(_ name: String, of place: DocumentValue) -> String {
        guard let value = place[name], !value.isNull else { return "" }
        if case .string(let text) = value.json { return text }
        notes.wrongType(value, zh: "一段文字", en: "a text")
        return ""
    }

    mutating func flag(_ name: String, of place: DocumentValue) -> Bool {
        guard let value = place[name], !value.isNull else { return false }
        if case .boolean(let flag) = value.json { return flag }
        notes.wrongType(value, zh: "true 或 false", en: "true or false")
        return false
    }

    /// A title in both languages, of which neither may be empty.
    mutating func title(of place: DocumentValue, zh: String, en: String) -> Localized {
        Localized(zh: requiredText(zh, of: place) ?? "", en: requiredText(en, of: place) ?? "")
    }

    mutating func number(_ name: String, of place: DocumentValue, from least: Int64, through greatest: Int64) -> Int? {
        required(name, of: place).flatMap { number($0, from: least, through: greatest) }
    }

    mutating func number(_ place: DocumentValue, from least: Int64, through greatest: Int64) -> Int? {
        if case .integer(let number) = place.json, (least...greatest).contains(number) { return Int(number) }
        notes.note(
            .badNumber, at: place, zh: "应为 \(least) 到 \(greatest) 的整数",
            en: "should be a whole number from \(least) to \(greatest)")
        return nil
    }

    /// A number that the evaluator can calculate with.
    mutating func decimal(_ place: DocumentValue) -> ExactDecimal? {
        let digits: String
        switch place.json {
        case .integer(let number): digits = String(number)
        case .number(let text): digits = text
        default:
            notes.note(.badNumber, at: place, zh: "应为一个数，不加引号", en: "should be a number, without quotes")
            return nil
        }
        let parts = ExactDecimal(digits)?.description.drop { $0 == "-" }.split(separator: ".")
        guard let parts, parts[0].count <= StandardLimits.wholeDigitsMax,
            parts.count == 1 || parts[1].count <= StandardLimits.fractionDigitsMax
        else {
            notes.note(
                .badNumber, at: place,
                zh: "最多 \(StandardLimits.wholeDigitsMax) 位整数、\(StandardLimits.fractionDigitsMax) 位小数",
                en: """
                    at most \(StandardLimits.wholeDigitsMax) digits before the point and \
                    \(StandardLimits.fractionDigitsMax) behind it
                    """)
            return nil
        }
        return ExactDecimal(digits)
    }

    /// A code: letters and digits of any language, with `-`, `_` and `.` between them.
    mutating func identifier(_ name: String, of place: DocumentValue) -> String? {
        guard let value = required(name, of: place), let code = text(value) else { return nil }
        let isCode =
            code.count <= StandardLimits.nameCharactersMax
            && code.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
        if !isCode { badName(value, code, zh: "字母、数字和 - _ .", en: "letters, digits and - _ .") }
        return isCode ? code : nil
    }

    /// The name of a fact or metric, which inspectors type: letters, digits and `_`.
    mutating func factName(_ place: DocumentValue) -> String? {
        guard let name = text(place) else { return nil }
        return factName(name, at: place)
    }

    mutating func factName(_ name: String, at place: DocumentValue) -> String? {
        let isName =
            name.utf8.count <= StandardLimits.nameCharactersMax
            && name.utf8.first.map { $0 == UInt8(ascii: "_") || (97...122).contains($0 | 0x20) } == true
            && name.utf8.allSatisfy {
                (48...57).contains($0) || $0 == UInt8(ascii: "_") || (97...122).contains($0 | 0x20)
            }
        if !isName { badName(place, name, zh: "英文字母开头，只用字母、数字和 _", en: "ASCII letters, digits and _, a letter first") }
        return isName ? name : nil
    }

    private mutating func badName(_ place: DocumentValue, _ name: String, zh: String, en: String) {
        let most = StandardLimits.nameCharactersMax
        notes.note(
            .badName, at: place, zh: "“\(name.prefix(most))”不能作名称：\(zh)，最多 \(most) 个字符",
            en: "\"\(name.prefix(most))\" cannot be a name: use \(en), at most \(most) characters")
    }

    /// One of the words that the format knows.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ place: DocumentValue, _ code: StandardFault.Code
    )
        -> Word?
    {
        guard let name = text(place) else { return nil }
        if let word = Word(rawValue: name) { return word }
        notes.unknown(code, place, name, known: Word.allCases.map(\.rawValue))
        return nil
    }
}
