internal import AdminProtocol
internal import Values

/// A server's refusal in words, by its code. The server's own text is English and for logs; a code that is not known
/// here is passed on with it.
struct RefusalWording {
    let message: Localized
    var hint: Localized?

    /// - Parameters:
    ///   - problem: The server's.
    ///   - subject: What the request was about: a login, an id.
    init(_ problem: AdminProblem, subject: String) {
        let about = subject.isEmpty ? "" : " \(subject)"
        let text = String(problem.text.prefix(AdminLimits.detailCharactersMax))
        switch problem.code {
        case "token_unknown":
            message = Localized(zh: "服务器不认识这个管理令牌。", en: "The server does not know this administrator's token.")
            hint = Self.signInAgain
        case "role_denied":
            message = Localized(zh: "这个令牌没有管理权限。", en: "This token may not administer the server.")
            hint = Self.signInAgain
        case "user_unknown":
            message = Localized(zh: "没有用户\(about)。", en: "There is no user\(about).")
            hint = Localized(zh: "ruhu-admin user list 列出所有用户。", en: "ruhu-admin user list names them all.")
        case "user_exists":
            message = Localized(
                zh: "用户\(about) 已经存在；没有改动。", en: "There is a user\(about) already; nothing was changed.")
        case "user_disabled":
            message = Localized(zh: "用户\(about) 已停用。", en: "The user\(about) is disabled.")
        case "last_administrator":
            message = Localized(
                zh: "不能停用\(about)：此后将没有人能管理服务器。",
                en: "\(subject) is not disabled: nobody else could administer the server.")
        case "device_unknown":
            message = Localized(zh: "没有设备\(about)。", en: "There is no device\(about).")
            hint = Localized(zh: "ruhu-admin device list 列出所有设备。", en: "ruhu-admin device list names them all.")
        case "device_ambiguous":
            message = Localized(zh: "有几台设备的编号以\(about) 开头。", en: "Several devices have an id that begins with\(about).")
            hint = Self.moreDigits
        case "conflict_unknown":
            message = Localized(zh: "没有待处理的冲突\(about)。", en: "There is no open conflict\(about).")
            hint = Localized(
                zh: "它可能已经解决；ruhu-admin conflict list 列出所有冲突。",
                en: "It may have been resolved; ruhu-admin conflict list names those that are open.")
        case "conflict_ambiguous":
            message = Localized(
                zh: "有几个冲突的编号以\(about) 开头。", en: "Several conflicts have an id that begins with\(about).")
            hint = Self.moreDigits
        case "conflict_changed":
            message = Localized(
                zh: "冲突\(about) 在此期间有了变化；没有写入。", en: "The conflict\(about) has changed meanwhile; nothing was written.")
            hint = Localized(
                zh: "请用 ruhu-admin conflict show 重新查看后再决定。",
                en: "Look again with ruhu-admin conflict show, then decide.")
        case "field_cleared":
            message = Localized(
                zh: "这条记录已办结或已删除，联系方式不能再有内容；没有写入。",
                en: "The record is closed or deleted and keeps no contact data any more; nothing was written.")
            hint = Localized(
                zh: "请写成空的：ruhu-admin conflict resolve 编号 --value \"\"。",
                en: "Decide for nothing: ruhu-admin conflict resolve ID --value \"\".")
        case "area_unknown":
            let codes = problem.rows.map(\.text).joined(separator: " ")
            message = Localized(zh: "服务器上没有区域 \(codes)。", en: "The server has no area \(codes).")
            hint = Localized(zh: "ruhu-admin area list 列出所有区域。", en: "ruhu-admin area list names them all.")
        case "round_unknown":
            let rounds = problem.rows.map(\.text).joined(separator: " ")
            message = Localized(
                zh: "没有入户轮次“\(rounds)”：设置和入户记录都没有提到。",
                en: "There is no round \"\(rounds)\": neither the settings nor any visit name it.")
            hint = Localized(zh: "可用：\(text)。", en: "There are: \(text).")
        case "standard_unknown":
            message = Localized(zh: "没有这个已发布的标准：\(text)。", en: "No such standard is published: \(text).")
            hint = Localized(zh: "ruhu-admin standard list 列出所有标准。", en: "ruhu-admin standard list names them all.")
        case "standard_ambiguous":
            message = Localized(
                zh: "有几个标准的编号以\(about) 开头：\(text)。",
                en: "Several standards have an id that begins with\(about): \(text).")
            hint = Self.moreDigits
        case "form_unknown":
            message = Localized(zh: "没有这份已发布的问卷：\(text)。", en: "No such form is published: \(text).")
            hint = Localized(zh: "ruhu-admin form list 列出所有问卷。", en: "ruhu-admin form list names them all.")
        case "form_ambiguous":
            message = Localized(
                zh: "有几份问卷的编号以\(about) 开头：\(text)。", en: "Several forms have an id that begins with\(about): \(text).")
            hint = Self.moreDigits
        case "report_unknown":
            message = Localized(zh: "没有报表\(about)。", en: "There is no report\(about).")
            hint = Localized(zh: "可用：\(text)。", en: "There are: \(text).")
        case "report_by_unknown":
            message = Localized(zh: "报表\(about) 不能这样分行。", en: "The report\(about) has no such rows.")
            hint = Localized(zh: "--by 可用：\(text)。", en: "--by takes: \(text).")
        case "report_version_alone":
            message = Localized(zh: "没有写明是哪个标准的版本。", en: "The version belongs to a standard, and none is named.")
            hint = Localized(zh: "请加上 --standard。", en: "Add --standard.")
        case "date_invalid":
            message = Localized(zh: "日期应写成 2011-05-12。", en: "A day is written like 2011-05-12.")
        case "standard_immutable":
            message = Localized(
                zh: "这个冲突涉及已发布的标准，标准发布后不再改动。", en: "The conflict is over a published standard, which never changes.")
            hint = Localized(
                zh: "请再次导入原文件：ruhu-admin standard import 文件，即可恢复。",
                en: "Import the same file again to restore it: ruhu-admin standard import FILE.")
        case "form_immutable":
            message = Localized(
                zh: "这个冲突涉及已发布的问卷，问卷发布后不再改动。", en: "The conflict is over a published form, which never changes.")
            hint = Localized(
                zh: "请再次导入原文件：ruhu-admin form import 文件，即可恢复。",
                en: "Import the same file again to restore it: ruhu-admin form import FILE.")
        case "type_unknown":
            message = Localized(zh: "没有类型\(about)。", en: "There is no record type\(about).")
            hint = Localized(zh: "ruhu-admin type list 列出所有类型。", en: "ruhu-admin type list names them all.")
        case "login_invalid":
            message = Localized(
                zh: "登录名\(about) 不能用：应为 1 到 32 个小写字母、数字、点、连字符或下划线。",
                en: "The login\(about) cannot be used: 1 to 32 lower-case letters, digits, dots, hyphens or _.")
        case "name_invalid":
            message = Localized(zh: "姓名太长，或含有不能用的字符。", en: "The name is too long or holds control characters.")
        case "role_unknown":
            message = Localized(zh: "服务器没有这个角色。", en: "The server has no such role.")
            hint = Localized(
                zh: "ruhu-admin user add --help 列出所有角色。", en: "ruhu-admin user add --help names them all.")
        case "validity_invalid":
            message = Localized(zh: "代码的有效期应为 1 秒到 30 天。", en: "A code is valid for one second to 30 days.")
        case "take_out_of_range":
            message = Localized(zh: "冲突\(about) 没有这个序号的值。", en: "The conflict\(about) has no value of that number.")
            hint = Localized(
                zh: "ruhu-admin conflict show 列出各个值。", en: "ruhu-admin conflict show names them all.")
        case "has_children":
            message = Localized(
                zh: "这条记录下还有别的记录，不能删除；没有写入。",
                en: "Other records lie under this one, so that it cannot be deleted; nothing was written.")
        case "too_large":
            message = Localized(
                zh: "发送的内容\(about) 超过服务器接收的大小。", en: "What was sent\(about) is larger than the server takes.")
            hint = Localized(zh: "请分成几份。", en: "Split it.")
        case "areas_missing":
            message = Localized(zh: "这个角色至少要有一个区域。", en: "This role needs at least one area.")
            hint = Localized(zh: "请加上 --area 代码。", en: "Add --area CODE.")
        case "reason_required":
            message = Localized(zh: "理由为空，或太长。", en: "The reason is blank or too long.")
        case "value_invalid":
            // As a device says it.
            let words = problem.rows.map { ($0.field, RowFaultWording.text($0)) }
            message = Localized(
                zh: "没有保存：" + words.map { "\($0)：\($1.zh)" }.joined(separator: " "),
                en: "Nothing was saved: " + words.map { "\($0): \($1.en)" }.joined(separator: " "))
        case "store_full":
            message = Localized(zh: "服务器的磁盘满了。", en: "The server's disk is full.")
            hint = Localized(zh: "请运维腾出空间后重试。", en: "Ask the operator to make room, then try again.")
        case "store_not_writable":
            message = Localized(zh: "服务器不能写入数据。", en: "The server cannot write its store.")
            hint = Localized(zh: "请运维检查权限后重试。", en: "Ask the operator to check the permissions, then try again.")
        case "busy", "store_locked", "draining":
            message = Localized(zh: "服务器正忙。", en: "The server is busy.")
            hint = Localized(zh: "请稍后再试。", en: "Try again later.")
        case "internal", "store_failed":
            message = Localized(zh: "服务器出错了；原因在服务器的日志中。", en: "The server failed; its log says how.")
            hint = Localized(zh: "请联系运维。", en: "Ask the operator.")
        default:
            message = Localized(
                zh: "服务器拒绝了请求\(about)（\(problem.code)）：\(text)",
                en: "The server refused\(about) (\(problem.code)): \(text)")
        }
    }

    private static let signInAgain = Localized(
        zh: "请用 ruhu-admin login 重新登录，或检查 RUHU_TOKEN。", en: "Sign in with ruhu-admin login, or check RUHU_TOKEN.")
    private static let moreDigits = Localized(zh: "请多写几位编号。", en: "Give more digits of the id.")
}
