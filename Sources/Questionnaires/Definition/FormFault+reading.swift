internal import Values

/// Faults of documents that cannot be read.
extension FormFault {
    static func malformed(line: Int, column: Int, reason: String) -> FormFault {
        let said = reason.trimmedOfXMLBlanks
        return FormFault(
            code: "form_xml", line: line,
            message: Localized(
                zh: "不是完好的 XML（第 \(column) 列）：\(said)", en: "no well-formed XML (column \(column)): \(said)"))
    }

    static func notText() -> FormFault {
        FormFault(
            code: "form_xml", line: 1,
            message: Localized(zh: "文件不是 UTF-8 文字。", en: "the file is not UTF-8 text."),
            hint: Localized(zh: "请用 pyxform 重新生成。", en: "generate it again with pyxform."))
    }

    static func encoding(_ name: String) -> FormFault {
        FormFault(
            code: "form_xml", line: 1,
            message: Localized(
                zh: "文件声明的编码是 \(name)；只接受 UTF-8。", en: "the file declares the encoding \(name); only UTF-8 is taken."),
            hint: Localized(
                zh: "请存为 UTF-8，并改正首行的 encoding。", en: "save it as UTF-8 and mend encoding= in its first line."))
    }

    static func doctype(line: Int) -> FormFault {
        FormFault(
            code: "form_doctype", line: line,
            message: Localized(
                zh: "文件带有 DOCTYPE；它可以定义实体、读取外部文件，因此一律拒绝。",
                en: "the file has a DOCTYPE, which can define entities and read other files; it is refused."),
            hint: Localized(zh: "请删去 DOCTYPE。", en: "remove the DOCTYPE."))
    }

    static func deep(line: Int) -> FormFault {
        let most = QuestionnaireLimits.elementDepthMax
        return FormFault(
            code: "form_deep", line: line,
            message: Localized(zh: "元素嵌套超过 \(most) 层。", en: "elements are nested more than \(most) deep."))
    }

    static func tooLarge(_ place: String?, bytes: Int, most: Int) -> FormFault {
        FormFault(
            code: "form_too_large", place: place,
            message: Localized(
                zh: "有 \(bytes) 字节，最多 \(most) 字节。", en: "has \(bytes) bytes, at most \(most) are taken."))
    }

    static func tooMany(_ what: Localized, most: Int, line: Int? = nil, place: String? = nil) -> FormFault {
        FormFault(
            code: "form_too_large", line: line, place: place,
            message: Localized(zh: "\(what.zh)超过 \(most) 个。", en: "more than \(most) \(what.en)."))
    }

    static func notXForm(line: Int, _ message: Localized) -> FormFault {
        FormFault(
            code: "form_not_xform", line: line, message: message,
            hint: Localized(
                zh: "请用 pyxform 的 xls2xform 由表格生成。", en: "generate it from its spreadsheet with pyxform's xls2xform."))
    }

    static func resource(_ name: String, line: Int?, _ message: Localized) -> FormFault {
        FormFault(code: "form_resource", line: line, place: name, message: message)
    }
}
