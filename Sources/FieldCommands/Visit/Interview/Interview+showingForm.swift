internal import CommandKit
internal import Questionnaires
internal import TerminalKit

/// What the window shows of the form.
extension Interview {
    func showStop(_ layout: inout PageLayout, _ columns: Int) {
        if case .addEntry(_, let label)? = walk?.step { return showEntry(label, &layout, columns) }
        guard let view = walk?.view else { return }
        // The star does not stand alone on a line.
        let star = view.isRequired && !view.isReadonly ? "\u{A0}*" : ""
        layout.add(view.label + star, .bold, columns: columns)
        if !view.hint.isEmpty { layout.add(view.hint, .dim, columns: columns) }
        for note in notes(on: view.path) { layout.add(t("备注：", "Note: ") + note, .cyan, columns: columns) }
        layout.body.append(Frame.Line(""))
        if view.isReadonly {
            if let value = AnswerText.shown(view, language: language) { layout.add(value, .green, columns: columns) }
            layout.prompt = editor.isEmpty ? nil : "> "
            layout.keys = [t("回车 继续", "Enter goes on"), t("b 返回", "b back"), t("? 帮助", "? help")]
        } else if view.asksForChoice {
            show(choicesOf: view, &layout, columns)
        } else {
            showText(view, &layout, columns)
        }
    }

    private func notes(on path: String) -> [String] {
        (isInPublicity ? publicityNotes : surveyNotes).filter { $0.path == path }.map(\.text)
    }

    private func showEntry(_ label: String, _ layout: inout PageLayout, _ columns: Int) {
        let name = label.isEmpty ? t("一条", "entry") : label
        layout.add(t("再添加“\(name)”吗？", "Add another: \(name)?"), .bold, columns: columns)
        if let last = walk?.lastEntry {
            layout.add(t("已有 \(last.number) 条。", "There are \(last.number)."), .dim, columns: columns)
        }
        layout.body.append(Frame.Line(""))
        layout.add(t("添加", "add"), columns: columns, first: "  1 ", indent: 4)
        layout.add(t("不添加，继续", "no, go on"), columns: columns, first: "  2 ", indent: 4)
        layout.prompt = editor.isEmpty ? nil : "> "
        layout.keys =
            [t("1 添加", "1 add"), t("回车 继续", "Enter goes on")]
            + (walk?.lastEntry == nil ? [] : [t("x 删除最后一条", "x remove the last")])
            + [t("b 返回", "b back"), t("? 帮助", "? help")]
    }

    // Choices.

    private func show(choicesOf view: QuestionView, _ layout: inout PageLayout, _ columns: Int) {
        let shown = shownChoices(of: view)
        let all = choices(of: view)
        let width = "\(all.count)".count
        for choice in shown { add(choice, of: view, width: width, &layout, columns) }
        if shown.isEmpty {
            layout.add(
                t("没有含“\(editor.text)”的选项。", "No choice contains \(editor.text)."), .yellow, columns: columns)
        } else if shown.count < all.count {
            layout.add(
                t("\(shown.count)/\(all.count) 项符合", "\(shown.count) of \(all.count) fit"), .dim, columns: columns)
        }
        let isLong = all.count > Self.digitChoicesMax
        layout.prompt = isLong || !editor.isEmpty ? "> " : nil
        let colon = isLong ? ":" : ""
        layout.keys =
            [
                isLong
                    ? t("数字或文字 查找", "number or text finds")
                    : "\(all.count > 1 ? "1-" : "")\(all.count) \(view.takesSeveral ? t("勾选", "tick") : t("选择", "choose"))"
            ]
            + (view.takesSeveral ? [t("回车 继续", "Enter goes on")] : [])
            + commandKeys(colon, note: view.isYesNo ? "^T" : "\(colon)n")
    }

    private func add(
        _ choice: NumberedChoice, of view: QuestionView, width: Int, _ layout: inout PageLayout, _ columns: Int
    ) {
        let isLit = highlight == choice.number - 1
        let isChosen = view.takesSeveral ? picked.contains(choice.name) : view.isChosen(choice.name)
        var mark = ""
        if view.question.control == .rank {
            mark = picked.firstIndex(of: choice.name).map { "[\($0 + 1)] " } ?? "[ ] "
        } else if view.takesSeveral {
            mark = isChosen ? "[x] " : "[ ] "
        }
        let number = DisplayWidth.pad("\(choice.number)", to: width, alignment: .right)
        let lead = "\(isLit ? "›" : " ") \(number) \(mark)"
        let label = choice.label.isEmpty ? choice.name : choice.label
        let start = layout.body.count
        layout.add(
            isChosen && !view.takesSeveral ? label + " ✓" : label, isChosen ? .green : nil, columns: columns,
            first: lead, indent: DisplayWidth.of(lead))
        if isLit { layout.focus = start..<layout.body.count }
    }

    // Typing.

    private func showText(_ view: QuestionView, _ layout: inout PageLayout, _ columns: Int) {
        if let value = AnswerText.shown(view, language: language) {
            let lead = t("已答：", "Now: ")
            layout.add(value, .green, columns: columns, first: lead, indent: DisplayWidth.of(lead))
            layout.body.append(Frame.Line(""))
        }
        if let format = format(view) { layout.add(format, .dim, columns: columns) }
        if !layout.body.isEmpty { layout.focus = nil }
        layout.prompt = "> "
        let isText = view.takesAnyText
        layout.keys =
            [view.value == nil ? t("回车 确认", "Enter confirms") : t("回车 保留", "Enter keeps")]
            + (view.value == nil ? [] : [t("↑ 修改", "↑ change")])
            + commandKeys(isText ? ":" : "", note: isText ? ":n" : "n")
    }

    /// How to write what is asked for.
    private func format(_ view: QuestionView) -> String? {
        if case .range(let start, let end, let step) = view.question.control {
            let numbers = [start, end, step].map { AnswerText.typed(.decimal($0)) }
            return t(
                "\(numbers[0]) 到 \(numbers[1])，每 \(numbers[2])",
                "\(numbers[0]) to \(numbers[1]), in steps of \(numbers[2])")
        }
        return switch view.question.type {
        case .int: t("整数", "a whole number")
        case .decimal: t("数字", "a number")
        case .date: t("日期：2026-05-12、5月12日、今天", "a day: 2026-05-12, 5-12, today")
        case .time: t("时间：10:30、下午3点20分", "a time: 10:30, 3:20 pm")
        case .dateTime: t("日期和时间：2026-05-12 10:30、明天 10:30", "a day and a time: 2026-05-12 10:30, tomorrow 10:30")
        case .geopoint: t("纬度和经度：23.13 113.26", "latitude and longitude: 23.13 113.26")
        case .file: t("文件名或路径；只记下名称", "the name or path of a file; only the name is kept")
        default: nil
        }
    }

    private func commandKeys(_ colon: String, note: String) -> [String] {
        [
            "\(colon)? \(t("帮助", "help"))", "\(colon)b \(t("返回", "back"))", "\(colon)s \(t("跳过", "skip"))",
            "\(colon)g \(t("分组", "groups"))", "\(colon)q \(t("退出", "quit"))", "\(note) \(t("备注", "note"))",
            "\(colon)l \(t("English", "中文"))", "\(colon)z \(t("撤销", "undo"))",
        ]
    }
}

extension QuestionView {
    /// Whether the answer is this choice.
    func isChosen(_ name: String) -> Bool {
        switch value {
        case .choice(name), .text(name): true
        case .boolean(let flag): name == (flag ? "1" : "0")
        default: false
        }
    }
}
