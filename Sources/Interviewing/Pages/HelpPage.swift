internal import TerminalKit

/// What the keys do everywhere; any key goes back.
struct HelpPage: Page {
    var window = PageWindow()

    var takesEveryKey: Bool { true }

    func title(_ visit: OngoingVisit) -> String { visit.t("帮助", "Help") }

    mutating func take(_ key: Key, _ visit: inout OngoingVisit) { visit.turn = .uncover }

    func show(_ layout: inout PageLayout, _ visit: OngoingVisit) {
        let t = visit.t
        let rows = [
            ("1-9", t("选择；多选题再按一次取消", "choose; with several choices a second time takes it off")),
            (t("↑ ↓ 回车", "↑ ↓ Enter"), t("移动、选定；空格勾选", "move and choose; the space bar ticks")),
            (t("打字", "letters"), t("选项多时按文字筛选", "filter long lists of choices")),
            (t("回车", "Enter"), t("确认；空行保留原答案并继续", "confirms; an empty line keeps the answer and goes on")),
            ("b  ^B  ←", t("上一题", "the question before")),
            ("s  ^N  Tab", t("跳过这一题", "skip the question")),
            ("g  ^G  F2", t("分组列表，跳转", "list of groups, to jump")),
            ("o  ^O  F3", t("第一个未答的题", "the first question without an answer")),
            ("n  ^T  F4", t("备注", "a note")),
            ("l  ^L  F5", t("中文／English", "中文 / English")),
            ("z  ^R  F6", t("撤销上一个答案", "take the last answer back")),
            ("-", t("清除答案", "clear the answer")),
            ("x", t("删除重复部分的这一条（按两次）", "remove this entry of a repeat (twice)")),
            ("e  ↑", t("修改已填的文字", "change the text that is there")),
            ("i", t("已出示证件", "identity was shown")),
            ("q  ^Q  F10", t("退出；全部保留，可继续", "quit; all is kept to go on later")),
            (
                ":",
                t(
                    "在任何题前加冒号输入命令，例如 :b、:g 卫生、:n 文字",
                    "begins a command at any question, such as :b, :g health, :n text")
            ),
        ]
        for (keys, meaning) in rows { layout.add(meaning, first: keys, indent: 14) }
        layout.keys = [t("按任意键返回", "any key goes back")]
    }
}
