internal import Questionnaires
internal import TerminalKit

/// Where the form asks whether there is another entry of a repeat.
struct AnotherEntryPage: StopPage {
    var window = PageWindow()
    var removalAsked: String?

    mutating func take(_ key: Key, _ visit: inout OngoingVisit) {
        if key == .left, window.editor.isEmpty { return run(.back, "", &visit) }
        guard let letter = yesOrNo(key, &visit) else { return }
        if letter != InterviewCommand.remove.letter { removalAsked = nil }
        switch letter {
        case "y": addEntry(&visit)
        case "n", "\n": visit.goOn()
        default: runOrRing(letter, &visit)
        }
    }

    private func addEntry(_ visit: inout OngoingVisit) {
        do throws(FormViolation) {
            try visit.form?.addEntry()
            visit.arriveAtStop()
        } catch {
            visit.tell(error)
        }
    }

    func show(_ layout: inout PageLayout, _ visit: OngoingVisit) {
        guard let form = visit.form, case .addEntry(_, let label) = form.step else { return }
        let t = visit.t
        let name = label.isEmpty ? t("一条", "entry") : label
        layout.add(t("再添加“\(name)”吗？", "Add another: \(name)?"), .bold)
        if let last = form.lastEntry { layout.add(t("已有 \(last.number) 条。", "There are \(last.number)."), .dim) }
        layout.skipLine()
        layout.add(t("添加", "add"), first: "  1 ")
        layout.add(t("不添加，继续", "no, go on"), first: "  2 ")
        layout.keys =
            [t("1 添加", "1 add"), t("回车 继续", "Enter goes on")]
            + (form.lastEntry == nil ? [] : [t("x 删除最后一条", "x remove the last")])
            + [t("b 返回", "b back"), t("? 帮助", "? help")]
    }
}
