public import Values

/// What is wrong with a form, an instance or a set of answers, and where.
public struct FormFault: Hashable, Sendable {
    /// Stable. `form_*` codes speak of a form, `instance_*` of an instance, `answers_*` of a set of answers.
    public let code: String
    /// Line of the document, from 1; `nil` where there is none.
    public let line: Int?
    /// Path of the node or name of the thing at fault, as the document spells it.
    public let place: String?
    /// What is wrong, without the place.
    public let message: Localized
    /// What to do next; `nil` when the message says it.
    public let hint: Localized?

    /// The fault with its place in front.
    public var text: Localized {
        let zh = [line.map { "第 \($0) 行" }, place].compactMap { $0 }.joined(separator: "，")
        let en = [line.map { "line \($0)" }, place].compactMap { $0 }.joined(separator: ", ")
        return Localized(
            zh: zh.isEmpty ? message.zh : "\(zh)：\(message.zh)", en: en.isEmpty ? message.en : "\(en): \(message.en)")
    }

    init(code: String, line: Int? = nil, place: String? = nil, message: Localized, hint: Localized? = nil) {
        self.code = code
        self.line = line
        self.place = place
        self.message = message
        self.hint = hint
    }
}

/// The faults of a document, at least one and at most ``QuestionnaireLimits/faultsMax``, in the order of their lines.
public struct FormFaults: Error, Hashable, Sendable {
    /// In the order of their lines.
    public let faults: [FormFault]

    init(_ faults: [FormFault]) {
        let ordered = faults.enumerated().sorted { left, right in
            (left.element.line ?? 0, left.offset) < (right.element.line ?? 0, right.offset)
        }
        self.faults = Array(ordered.map(\.element).prefix(QuestionnaireLimits.faultsMax))
    }
}

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

    // Faults of forms that can be read and do not hold together, or ask for what this engine does not do.

    /// Something that is valid XForms and not supported; it is refused by name, never ignored.
    static func unsupported(_ what: String, line: Int?, place: String?, hint: Localized? = nil) -> FormFault {
        FormFault(
            code: "form_unsupported", line: line, place: place,
            message: Localized(zh: "不支持 \(what)。", en: "\(what) is not supported."), hint: hint)
    }

    static func function(_ name: String, line: Int?, place: String?) -> FormFault {
        FormFault(
            code: "form_function", line: line, place: place,
            message: Localized(zh: "不认识或不支持函数 \(name)()。", en: "the function \(name)() is not supported."))
    }

    static func arguments(_ name: String, count: Int, line: Int?, place: String?) -> FormFault {
        FormFault(
            code: "form_function", line: line, place: place,
            message: Localized(
                zh: "函数 \(name)() 不能有 \(count) 个参数。", en: "the function \(name)() does not take \(count) arguments."))
    }

    static func expression(_ source: String, _ reason: Localized, line: Int?, place: String?) -> FormFault {
        let shown = source.count > 120 ? source.prefix(120) + "..." : source[...]
        return FormFault(
            code: "form_expression", line: line, place: place,
            message: Localized(
                zh: "表达式“\(shown)”有误：\(reason.zh)", en: "the expression \"\(shown)\" is faulty: \(reason.en)"))
    }

    static func choiceName(_ name: String, line: Int?, place: String?) -> FormFault {
        expression(
            name, Localized(zh: "选项的名称是空的，或带有空格。", en: "the name of a choice is empty or has blanks."),
            line: line, place: place)
    }

    static func path(_ path: String, line: Int?, place: String?) -> FormFault {
        FormFault(
            code: "form_path", line: line, place: place,
            message: Localized(zh: "路径 \(path) 在表单中不存在。", en: "the path \(path) leads to nothing in the form."))
    }

    static func cycle(_ paths: [String], line: Int?) -> FormFault {
        let shown = paths.joined(separator: " -> ")
        return FormFault(
            code: "form_cycle", line: line, place: paths.first,
            message: Localized(zh: "计算或显示条件互相依赖：\(shown)", en: "calculations or conditions run in a circle: \(shown)"))
    }

    static func duplicate(_ what: String, line: Int?, place: String?) -> FormFault {
        FormFault(
            code: "form_duplicate", line: line, place: place,
            message: Localized(zh: "\(what) 出现了两次。", en: "\(what) appears twice."))
    }

    static func missing(_ what: String, line: Int?, place: String?) -> FormFault {
        FormFault(
            code: "form_missing", line: line, place: place,
            message: Localized(zh: "缺少 \(what)。", en: "\(what) is missing."))
    }

    /// A name that is not fit for one; signs that are not seen are shown as their numbers.
    static func name(_ what: String, _ name: String, line: Int?) -> FormFault {
        let shown = name.unicodeScalars.prefix(60).map { scalar in
            scalar.isASCII && scalar.properties.generalCategory != .control
                || scalar.properties.isAlphabetic ? "\(scalar)" : "\\u{\(String(scalar.value, radix: 16))}"
        }
        return FormFault(
            code: "form_value", line: line, place: what,
            message: Localized(
                zh: "“\(shown.joined())”不能用作名称：不能有 / 和 \\，不能以点开头，不能有首尾空格和看不见的字符。",
                en: """
                    "\(shown.joined())" is no fit name: it may not have / or \\, begin with a dot, begin or end with a \
                    blank, or have signs that are not seen.
                    """))
    }

    /// What the form evaluates when it is opened takes too long or too much memory.
    static func tooCostly(_ what: Localized, line: Int?) -> FormFault {
        FormFault(code: "form_too_costly", line: line, message: what)
    }

    static func unkeepable(_ text: String, _ reason: Localized, line: Int?, place: String?) -> FormFault {
        FormFault(
            code: "form_value", line: line, place: place,
            message: Localized(zh: "“\(text.prefix(60))”：\(reason.zh)", en: "\"\(text.prefix(60))\": \(reason.en)"))
    }

    static func value(_ text: String, type: FieldType, line: Int?, place: String?) -> FormFault {
        FormFault(
            code: "form_value", line: line, place: place,
            message: Localized(
                zh: "“\(text)”不是 \(type.rawValue) 类型的值。", en: "\"\(text)\" is no value of the type \(type.rawValue)."))
    }
}
