internal import CommandKit
internal import Questionnaires
internal import TerminalKit

/// What the window shows.
extension Interview {
    /// The window now.
    ///
    /// - Parameter size: Of the window.
    /// - Returns: All of it.
    mutating func frame(_ size: WindowSize) -> Frame {
        self.size = size
        let mask: Character? = isSecretAsked ? "•" : nil
        return layout(columns: PageLayout.columns(size)).frame(size, editor: editor, mask: mask, scroll: &scroll)
    }

    /// Whether what is typed now is not to be seen.
    var isSecretAsked: Bool { page == .form && overlay == nil && walk?.view?.question.control == .secret }

    /// The page in lines of so many columns.
    func layout(columns: Int) -> PageLayout {
        var layout = PageLayout()
        layout.head = head(columns: columns)
        switch overlay {
        case .help: showHelp(&layout, columns)
        case .sections(let sections): show(sections, &layout, columns)
        case .note, nil:
            switch page {
            case .door: showDoor(&layout, columns)
            case .appointment: showAppointment(&layout, columns)
            case .ending: showEnding(&layout, columns)
            case .form: showStop(&layout, columns)
            case .review: showReview(&layout, columns)
            case .offer: showOffer(&layout, columns)
            }
        }
        if overlay == .note {
            layout.prompt = t("备注 > ", "note > ")
            layout.keys = [t("回车 添加", "Enter adds"), t("Esc 取消", "Esc drops")]
        }
        if let message {
            layout.message = PageLayout.wrapped(message.text, message.style, columns: columns)
        }
        return layout
    }

    /// The household on the left, how far one is on the right; below, where in the form one is.
    private func head(columns: Int) -> [Frame.Line] {
        let right = page == .form || page == .review ? progress(columns: columns) : ""
        let room = columns - DisplayWidth.of(right) - (right.isEmpty ? 0 : 1)
        let address = DisplayWidth.truncate(DisplayWidth.printable(doorstep.address), to: max(0, room))
        let line = Frame.Line([
            Frame.Span(" "), Frame.Span(DisplayWidth.pad(address, to: room), .bold),
            Frame.Span(right.isEmpty ? "" : " "), Frame.Span(right, .cyan),
        ])
        let title = DisplayWidth.truncate(DisplayWidth.printable(title), to: columns)
        return [line, Frame.Line(" " + title, .cyan), Frame.Line("")]
    }

    private var title: String {
        if case .sections? = overlay { return t("分组", "Groups") }
        if overlay == .help { return t("帮助", "Help") }
        switch page {
        case .door: return t("入户", "At the door")
        case .appointment: return t("预约", "Appointment")
        case .ending: return t("结束入户", "Ending the visit")
        case .form: return walk?.heading.joined(separator: " · ") ?? ""
        case .review: return t("检查", "Review")
        case .offer: return t("宣传记录", "Publicity record")
        }
    }

    /// `[12/43] ████░░░░ 28%`, shorter where there is less room.
    private func progress(columns: Int) -> String {
        guard let walk else { return "" }
        let count = walk.count
        let place = page == .review ? "" : "[\(count.number)/\(count.total)] "
        let done = walk.progress
        let percent = done.questions == 0 ? 100 : done.answered * 100 / done.questions
        let width = columns >= 60 ? 12 : columns >= 34 ? 6 : 0
        guard width > 0 else { return place + "\(percent)%" }
        let full = percent * width / 100
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
        return "\(place)\(bar) \(percent)%"
    }

    private func showHelp(_ layout: inout PageLayout, _ columns: Int) {
        for (keys, meaning) in helpRows {
            layout.add(meaning, columns: columns, first: keys, indent: 14)
        }
        layout.keys = [t("按任意键返回", "any key goes back")]
    }

    private var helpRows: [(String, String)] {
        [
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
    }

    private func show(_ sections: [FormSection], _ layout: inout PageLayout, _ columns: Int) {
        let number = "\(sections.count + 1)".count
        for (index, section) in sections.enumerated() {
            let count = "\(section.answered)/\(section.questions)"
            let room = columns - number - 4 - DisplayWidth.of(count) - 1
            let title = DisplayWidth.truncate(DisplayWidth.printable(section.title), to: max(4, room))
            let isDone = section.answered == section.questions
            addSection(
                index, DisplayWidth.pad(title, to: max(4, room)) + " " + count, isDone ? .green : nil, number, &layout)
        }
        addSection(sections.count, t("检查并结束", "Review and end"), .bold, number, &layout)
        layout.prompt = "> "
        layout.keys = [
            t("数字或名称 跳转", "number or name jumps"), t("↑↓ 回车", "↑↓ Enter"), t("Esc 返回", "Esc back"),
        ]
    }

    private func addSection(_ index: Int, _ text: String, _ style: Style?, _ width: Int, _ layout: inout PageLayout) {
        let isLit = highlight == index
        if isLit { layout.focus = layout.body.count..<layout.body.count + 1 }
        let number = DisplayWidth.pad("\(index + 1)", to: width, alignment: .right)
        layout.body.append(
            Frame.Line([Frame.Span(isLit ? " › " : "   ", .green), Frame.Span("\(number) "), Frame.Span(text, style)]))
    }
}
