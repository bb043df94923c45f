internal import AdminProtocol
internal import Values

/// What the server says of a row, in words. Its own text is English; Chinese is made of the code and the cell.
enum RowFaultWording {
    /// - Parameters:
    ///   - fault: The server's.
    ///   - cell: What stands in the row's field; may be empty.
    /// - Returns: What is wrong, without the place.
    static func text(_ fault: AdminProblem.RowFault, cell: String) -> Localized {
        let english = String(fault.text.prefix(AdminLimits.detailCharactersMax))
        return Localized(zh: chinese(fault.code, cell: cell) ?? "\(english)（\(fault.code)）", en: english)
    }

    private static func chinese(_ code: String, cell: String) -> String? {
        let shown = cell.isEmpty ? "内容" : "“\(cell.prefix(60))”"
        return switch code {
        case "area_unknown": "服务器上没有区域 \(cell)；请先导入区域"
        case "parent_unknown": "服务器上没有上级区域 \(cell)；请先导入它，或放进同一文件"
        case "code_invalid": "\(shown)应以数字开头，只含数字、字母和连字符"
        case "repeated": "\(shown)在文件中出现了两次"
        case "field_unknown": "住户没有这个字段"
        case "required": "不能为空"
        case "wrong_type": "\(shown)的类型不对"
        case "unknown_choice": "\(shown)不在选项中"
        case "below_minimum": "\(shown)小于最小值"
        case "above_maximum": "\(shown)大于最大值"
        case "too_long": "\(shown)太长"
        case "unkeepable": "\(shown)无法原样保存：时间最多精确到毫秒，年份（UTC）应在 1 到 9999 之间"
        case "record_unknown": "没有这条记录"
        case "record_ambiguous": "有几条记录的编号以此开头，请多写几位"
        case "record_deleted": "这条记录已被删除"
        case "visit_elsewhere": "这是另一户的入户"
        case "visit_round": "不是这一轮的入户"
        case "visit_void": "这次入户已作废"
        case "visit_unfinished": "这次入户没有完成"
        default: nil
        }
    }
}
