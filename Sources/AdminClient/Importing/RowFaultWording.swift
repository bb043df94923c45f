internal import Failures

/// What the server says of a row, in words. Its own text is English; Chinese is added by the code.
enum RowFaultWording {
    static func text(code: String, given text: String) -> Localized {
        let shown = String(text.prefix(AdminLimits.detailCharactersMax))
        guard let zh = chinese[code] else { return Localized(zh: "\(shown)（\(code)）", en: shown) }
        return Localized(zh: zh, en: shown)
    }

    private static let chinese: [String: String] = [
        "area_unknown": "服务器上没有这个区域代码；请先导入区域",
        "parent_unknown": "服务器上没有这个上级代码；请先导入上级区域",
        "field_unknown": "住户没有这个字段",
        "required": "不能为空",
        "field_required": "不能为空",
        "wrong_type": "内容的类型不对",
        "unknown_choice": "不在选项中",
        "below_minimum": "小于最小值",
        "above_maximum": "大于最大值",
        "too_long": "太长",
    ]
}
