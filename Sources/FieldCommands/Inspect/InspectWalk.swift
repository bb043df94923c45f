internal import ArgumentParser
internal import CommandKit
internal import CommunityModel
internal import CommunityRecords
internal import FieldClient
internal import Glibc
internal import Standards
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct InspectWalk: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "walk", abstract: "Go through the checklist, one by one. / 逐项检查。",
        discussion: """
            Every answer is saved at once; leave with q and go on later where you left, also after a power loss.
            At a question: Enter keeps, - takes a value back, b back, s next indicator, g CODE jump to an indicator or
            group, n TEXT note, x REASON does not apply, p LAT,LON position, ? help, q quit.

            Example / 例: ruhu inspect walk 0199a1b2 --from FAC
            """)

    @Argument(help: ArgumentHelp("The inspection's id. / 检查编号。", valueName: "id"))
    var id: String
    @Option(name: .long, help: ArgumentHelp("Begin with this indicator or group. / 从该指标或分组开始。", valueName: "code"))
    var from: String?
    @Flag(name: .long, help: "Go through all, not only what lacks data. / 逐项全查，不只查缺数据的。")
    var all = false
    @OptionGroup var options: FieldOptions

    func run() throws {
        guard isatty(STDIN_FILENO) == 1, !options.common.json else {
            throw Failure(fault: "not_interactive", ["id": "\(id)"])
        }
        let opened = try options.open(to: .save)
        let inspection = try opened.store.inspections.one(id)
        var walk = try InspectionDialogue(inspection, store: opened.store, output: opened.output, asksAll: all)
        if let from { try walk.jump(to: from) }
        try walk.run()
    }
}

/// The checklist of an inspection, asked indicator by indicator. Every answer is a save of its own.
struct InspectionDialogue {
    private let store: FieldStore
    private let output: Output
    private let asksAll: Bool
    private let earlier: [String: MeasuredFact]
    private var judged: JudgedInspection
    private var position = 0

    /// Begins where the inspector stood last on this device, else at the first indicator that is still open.
    init(_ inspection: Inspection, store: FieldStore, output: Output, asksAll: Bool) throws {
        self.store = store
        self.output = output
        self.asksAll = asksAll
        judged = try store.inspections.judged(inspection)
        earlier = Dictionary(
            try store.inspections.reusableFacts(for: inspection).map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first })
        if inspection.isSubmitted {
            output.tell(
                Localized(zh: "这次检查已提交，只能查看。", en: "This inspection was submitted; it can only be looked at."),
                .yellow)
        }
        position = try begin()
    }

    private func begin() throws -> Int {
        if asksAll { return 0 }
        let code = try store.inspections.lastIndicator(of: judged.inspection.id)
        let place = indicators.firstIndex { $0.code == code } ?? 0
        return nextOpen(from: place) ?? nextOpen(from: 0) ?? indicators.count
    }

    private var isChinese: Bool { output.language == .chinese }
    private var indicators: [Indicator] { judged.standard.indicators }

    /// Goes to an indicator by its code, or to the first of a group.
    mutating func jump(to code: String) throws {
        let word = code.uppercased()
        let found =
            indicators.firstIndex { $0.code == word }
            ?? indicators.firstIndex { $0.group == word || $0.code.hasSuffix("-" + word) }
        guard let found else { throw store.inspections.unknownIndicator(code, in: judged.standard) }
        position = found
    }

    mutating func run() throws {
        while position < indicators.count {
            guard try ask(indicators[position]) else { break }
        }
        let summary = InspectionText(store: store, output: output).summary(judged)
        try output.result.write("\n" + wrapped(summary).map { $0 + "\n" }.joined())
        let id = try store.shortID(judged.inspection.id)
        if judged.inspection.isSubmitted { return }
        if position >= indicators.count {
            output.tell(
                Localized(
                    zh: "已到最后一项。提交：ruhu inspect submit \(id)",
                    en: "That was the last one. `ruhu inspect submit \(id)` submits it."))
        } else {
            output.tell(
                Localized(
                    zh: "已全部保存。继续：ruhu inspect walk \(id)", en: "All is saved. Go on with `ruhu inspect walk \(id)`."))
        }
    }

    /// Asks everything about one indicator.
    ///
    /// - Returns: Whether to go on.
    private mutating func ask(_ indicator: Indicator) throws -> Bool {
        try store.inspections.keepLastIndicator(indicator.code, of: judged.inspection.id)
        try show(indicator)
        let questions = judged.inspection.isSubmitted ? [] : judged.standard.questions(for: indicator)
        var number = 0
        while number < questions.count {
            switch try answer(questions[number], of: indicator) {
            case .next: number += 1
            case .again: break
            case .moved: return true
            case .quit: return false
            }
        }
        try showVerdict(indicator)
        position = asksAll ? position + 1 : nextOpen(from: position + 1) ?? indicators.count
        return true
    }

    private enum NextMove { case next, again, moved, quit }

    private mutating func answer(_ question: InspectionQuestion, of indicator: Indicator) throws -> NextMove {
        try output.result.write(prompt(question))
        let line: String
        switch TypedLine.read() {
        case .text(let text): line = text
        case .refused(let why):
            output.tell(why, .red)
            return .again
        case nil:
            try output.result.write("\n")
            return .quit
        }
        do {
            return try take(InspectionEntry.read(line, for: question), question, indicator)
        } catch let failure as Failure {
            output.tell(failure.message, .red)
            if let hint = failure.hint { output.tell(hint) }
            return .again
        }
    }

    private mutating func take(
        _ input: InspectionEntry, _ question: InspectionQuestion, _ indicator: Indicator
    ) throws -> NextMove {
        let inspection = judged.inspection
        switch input {
        case .keep: return .next
        case .quit: return .quit
        case .skip:
            position += 1
            return .moved
        case .back:
            position = max(0, position - 1)
            return .moved
        case .jump(let code):
            try jump(to: code)
            return .moved
        case .help:
            try output.result.write(help)
            return .again
        case .unclear:
            output.tell(unclear(question), .red)
            return .again
        case .answer(let json):
            let value = try store.inspections.value(json, named: question.name, in: judged.standard)
            try judge(try store.inspections.record([(question.name, value)], in: inspection))
            return .next
        case .clear:
            try judge(try store.inspections.record([(question.name, .null)], in: inspection))
            return .next
        case .note(let text):
            try judge(try store.inspections.note(text, on: indicator.code, in: inspection))
            return .again
        case .position(let text):
            try judge(try store.inspections.setPosition(text, of: inspection))
            return .again
        case .exempt(let reason):
            try judge(try store.inspections.exempt(indicator.code, reason: reason, in: inspection))
            try showVerdict(indicator)
            position += 1
            return .moved
        }
    }

    private mutating func judge(_ inspection: Inspection) throws { judged = try store.inspections.judged(inspection) }

    private func nextOpen(from start: Int) -> Int? { indicators.indices.first { $0 >= start && isOpen($0) } }

    /// Whether an indicator lacks data; one that is only reported does while nothing of it was recorded.
    private func isOpen(_ index: Int) -> Bool {
        switch judged.judgements[index].outcome {
        case .noData: return true
        case .pass, .fail, .notApplicable: return false
        case .reportOnly:
            let names = judged.standard.questions(for: indicators[index]).map(\.name)
            return !names.isEmpty && names.allSatisfy { judged.inspection.values[$0] == nil }
        }
    }
}

// What the walk shows.
extension InspectionDialogue {
    private func show(_ indicator: Indicator) throws {
        let judgement = judged.judgements[position]
        let group = judged.standard.groups.first { $0.code == indicator.group }
        let place = "[\(position + 1)/\(indicators.count)] \(group.map { output.text($0.title) } ?? indicator.group)"
        var lines = [
            "", output.result.styled(DisplayWidth.printable(place), .dim),
            output.result.styled(DisplayWidth.printable("\(indicator.code) \(output.text(indicator.title))"), .bold),
        ]
        let requirement = output.text(indicator.requirement)
        if !requirement.isEmpty { lines += wrapped(requirement) }
        if !judgement.threshold.isEmpty { lines += wrapped((isChinese ? "标准：" : "Required: ") + judgement.threshold) }
        if !judgement.condition.isEmpty { lines += wrapped((isChinese ? "适用：" : "Because: ") + judgement.condition) }
        if !judgement.clause.isEmpty { lines += wrapped((isChinese ? "条款：" : "Clause: ") + judgement.clause) }
        for note in judged.inspection.notes[indicator.code] ?? [] {
            lines += wrapped((isChinese ? "备注：" : "Note: ") + note)
        }
        try output.result.write(lines.map { $0 + "\n" }.joined())
    }

    private func showVerdict(_ indicator: Indicator) throws {
        guard let judgement = judged.judgements.first(where: { $0.code == indicator.code }) else { return }
        let title = output.text(OutcomeWords.title(judgement.outcome))
        try output.result.write("  " + output.result.styled("→ \(title)", OutcomeWords.style(judgement.outcome)) + "\n")
        try output.result.write(wrapped(output.text(judgement.reason)).map { "  \($0)\n" }.joined())
    }

    private func prompt(_ question: InspectionQuestion) -> String {
        var text = ""
        if case .choice(let choices) = question.answer {
            for (index, choice) in choices.enumerated() { text += "    \(index + 1) \(output.text(choice.title))\n" }
        }
        let unit = question.unit.map { " (\($0))" } ?? ""
        let ending =
            switch question.answer {
            case .boolean: isChinese ? " [是y/否n]" : " [y/n]"
            case .date: isChinese ? " [年-月-日]" : " [yyyy-mm-dd]"
            default: ""
            }
        var known = ""
        if let value = judged.inspection.values[question.name] {
            known = " = " + ValueText(language: output.language).text(value, field: nil)
        } else if let fact = earlier[question.name] {
            let value = ValueText(language: output.language).text(fact.value, field: nil)
            known = isChinese ? "（\(fact.date) 测得 \(value)）" : " (\(value) on \(fact.date))"
        }
        let dispute = judged.inspection.disputed.contains(question.name) ? (isChinese ? "（有冲突）" : " (in conflict)") : ""
        return text + "  " + DisplayWidth.printable(output.text(question.title) + unit + ending + known + dispute)
            + ": "
    }

    private func wrapped(_ text: String) -> [String] {
        DisplayWidth.wrap(DisplayWidth.printable(text), columns: max(20, (output.result.width ?? 80) - 2))
    }

    private func unclear(_ question: InspectionQuestion) -> Localized {
        switch question.answer {
        case .boolean: Localized(zh: "请答 y（是）或 n（否）。", en: "Answer y or n.")
        case .integer: Localized(zh: "请输入整数。", en: "Give a whole number.")
        case .number: Localized(zh: "请输入数字，例如 178 或 178.5。", en: "Give a number, such as 178 or 178.5.")
        case .choice(let choices): Localized(zh: "请输入 1 到 \(choices.count)。", en: "Give 1 to \(choices.count).")
        case .date: Localized(zh: "请写成 2011-05-12。", en: "Write it like 2011-05-12.")
        case .text: Localized(zh: "没有这个命令；? 显示帮助。", en: "There is no such command; ? shows help.")
        }
    }

    private var help: String {
        isChinese
            ? """
              回车 保留并继续   - 清除数值   b 上一项   s 下一项   q 退出（都已保存）
              g 编号 跳到指标或分组   n 文字 备注   x 理由 不适用   p 纬度,经度 位置
              填文字的问题，命令前加冒号，例如 :b

            """
            : """
              Enter keep and go on   - take back   b back   s next indicator   q quit (all is saved)
              g CODE jump to an indicator or group   n TEXT note   x REASON does not apply   p LAT,LON position
              At questions for text put a colon before a command, such as :b

            """
    }
}
