internal import TerminalKit
internal import Values

/// A note being written, below the page that it was begun on.
struct NotePage: Page {
    var window = PageWindow()
    /// Of the question that it goes with; `nil` for a remark on the visit.
    let path: String?

    var takesEveryKey: Bool { true }

    func title(_ visit: OngoingVisit) -> String { "" }

    mutating func take(_ key: Key, _ visit: inout OngoingVisit) {
        switch key {
        case .enter:
            visit.turn = .uncover
            let text = window.editor.text.trimmed
            if !text.isEmpty { visit.note(text, on: path) }
        case .escape, .control("b"): visit.turn = .uncover
        default: edit(key, &visit)
        }
    }

    func show(_ layout: inout PageLayout, _ visit: OngoingVisit) {
        layout.prompt = visit.t("备注 > ", "note > ")
        layout.keys = [visit.t("回车 添加", "Enter adds"), visit.t("Esc 取消", "Esc drops")]
    }
}
