internal import TerminalKit
internal import Values

/// The list of groups, to jump.
struct SectionsPage: Page {
    var window = PageWindow()
    private let sections: [FormSection]
    /// The group that Enter goes to; one behind the last is the review.
    private var highlight: Int?

    init(_ form: FormNavigator) {
        sections = form.sections()
        highlight = sections.lastIndex { $0.start <= form.position }
    }

    var takesEveryKey: Bool { true }

    func title(_ visit: OngoingVisit) -> String { visit.t("分组", "Groups") }

    mutating func take(_ key: Key, _ visit: inout OngoingVisit) {
        switch key {
        case .escape, .left: visit.turn = .uncover
        case .up, .down: highlight = min(max(0, (highlight ?? 0) + (key == .up ? -1 : 1)), sections.count)
        case .enter:
            let word = window.editor.text.trimmed
            window.editor = LineEditor()
            if word.isEmpty { go(to: highlight ?? 0, &visit) } else { go(to: word, &visit) }
        case .character(let character) where window.editor.isEmpty:
            let plain = DisplayWidth.halfwidth(String(character)).lowercased()
            if plain == "b" || plain == "g" || plain == "q" {
                visit.turn = .uncover
            } else if let number = Int(plain), sections.count < 9 {
                go(to: number - 1, &visit)
            } else {
                edit(key, &visit)
            }
        default: edit(key, &visit)
        }
    }

    /// A number of the list, or a part of a title.
    func go(to word: String, _ visit: inout OngoingVisit) {
        let plain = DisplayWidth.halfwidth(word).lowercased()
        if let number = Int(plain) { return go(to: number - 1, &visit) }
        let titles = sections.map { DisplayWidth.halfwidth($0.title).lowercased() }
        let found = titles.firstIndex { $0.hasPrefix(plain) } ?? titles.firstIndex { $0.contains(plain) }
        guard let found else { return visit.say(.red, "没有分组“\(word)”。", "There is no group \(word).") }
        go(to: found, &visit)
    }

    private func go(to index: Int, _ visit: inout OngoingVisit) {
        guard (0...sections.count).contains(index) else {
            return visit.say(.red, "没有第 \(index + 1) 组。", "There is no group \(index + 1).")
        }
        visit.form?.go(to: index == sections.count ? Int.max : sections[index].start)
        visit.arriveAtStop()
    }

    func show(_ layout: inout PageLayout, _ visit: OngoingVisit) {
        let t = visit.t
        let digits = "\(sections.count + 1)".count
        for (index, section) in sections.enumerated() {
            let count = "\(section.answered)/\(section.questions)"
            let room = max(4, layout.columns - digits - 4 - DisplayWidth.of(count) - 1)
            let title = DisplayWidth.truncate(DisplayWidth.printable(section.title), to: room)
            let text = DisplayWidth.pad(title, to: room) + " " + count
            add(index, text, section.answered == section.questions ? .green : nil, digits, &layout)
        }
        add(sections.count, t("检查并结束", "Review and end"), .bold, digits, &layout)
        layout.prompt = "> "
        layout.keys = [
            t("数字或名称 跳转", "number or name jumps"), t("↑↓ 回车", "↑↓ Enter"), t("Esc 返回", "Esc back"),
        ]
    }

    private func add(_ index: Int, _ text: String, _ style: Style?, _ digits: Int, _ layout: inout PageLayout) {
        let isLit = highlight == index
        if isLit { layout.focus = layout.body.count..<layout.body.count + 1 }
        let number = DisplayWidth.pad("\(index + 1)", to: digits, alignment: .right)
        layout.body.append(
            Frame.Line([Frame.Span(isLit ? " › " : "   ", .green), Frame.Span("\(number) "), Frame.Span(text, style)]))
    }
}
