internal import Values

/// Faults of forms that can be read and do not hold together, or ask for what this engine does not do.
extension FormFault {
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
