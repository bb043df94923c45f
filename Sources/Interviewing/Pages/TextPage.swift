internal import Questionnaires
internal import TerminalKit
internal import Values

/// A question that is answered by typing.
struct TextPage: StopPage {
    var window = PageWindow()
    var removalAsked: String?

    mutating func take(_ key: Key, _ visit: inout OngoingVisit) {
        guard let view = visit.view else { return visit.goOn() }
        let isText = view.takesAnyText
        if window.editor.isEmpty {
            switch key {
            case .up: return editAnswer(&visit)
            case .left: return run(.back, "", &visit)
            case .right: return visit.goOnWithoutAnswer(view)
            case .character(let character) where !isText:
                let plain = DisplayWidth.halfwidth(String(character)).lowercased()
                // A minus begins a number here; the other letters of commands begin no answer.
                if plain != "-", let command = InterviewCommand(word: plain) { return run(command, "", &visit) }
            default: break
            }
        }
        guard let line = line(key, &visit) else { return }
        if line.isEmpty { return visit.goOnWithoutAnswer(view) }
        // A terminal that gives whole lines only gives commands so too.
        if !isText, line.count == 1, line != "-", let command = InterviewCommand(word: DisplayWidth.halfwidth(line)) {
            return run(command, "", &visit)
        }
        if line == "-", view.value != nil || isText { return visit.clear() }
        // Looked at and left as it was: what the line cannot show, such as a paragraph, stays.
        if let value = view.value, line == AnswerText.typed(value).trimmed { return visit.goOnWithoutAnswer(view) }
        take(line, for: view, &visit)
    }

    private mutating func take(_ line: String, for view: QuestionView, _ visit: inout OngoingVisit) {
        // A refused line stays, to be mended.
        window.editor = LineEditor(line)
        switch TypedAnswer.read(line, for: view.question, today: visit.today) {
        case .unclear(let reason): visit.say(.red, reason.zh, reason.en)
        case .answer(let answer):
            guard visit.answer(answer), view.question.type == .file, case .text(let path) = answer, !visit.hasFile(path)
            else { return }
            // A picture may still be on its camera: its name is kept all the same.
            visit.say(
                .yellow, "本机没有文件“\(path)”；已记下这个名称，b 返回修改。",
                "There is no file \(path) here; its name is kept, b goes back to mend it.")
        }
    }

    mutating func editAnswer(_ visit: inout OngoingVisit) {
        guard let value = visit.view?.value else { return visit.wish(.ring) }
        window.editor = LineEditor(AnswerText.typed(value))
    }

    func show(_ layout: inout PageLayout, _ visit: OngoingVisit) {
        guard let view = visit.view else { return }
        let t = visit.t
        layout.add(view, visit)
        if let value = AnswerText.shown(view, language: visit.language) {
            layout.add(value, .green, first: t("已答：", "Now: "))
            layout.skipLine()
        }
        if let format = format(view, t) { layout.add(format, .dim) }
        layout.prompt = "> "
        layout.keys =
            view.value == nil
            ? [t("回车 确认", "Enter confirms")] : [t("回车 保留", "Enter keeps"), t("↑ 修改", "↑ change")]
        let colon = view.takesAnyText ? ":" : ""
        layout.addCommandKeys(visit, colon: colon, note: colon + "n")
    }

    /// How to write what is asked for.
    private func format(_ view: QuestionView, _ t: (String, String) -> String) -> String? {
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
}

extension QuestionView {
    /// Whether any text is an answer, so that commands want a colon.
    var takesAnyText: Bool { question.type == .string || question.type == .file }
}
