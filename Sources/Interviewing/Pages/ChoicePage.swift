internal import Questionnaires
internal import TerminalKit
internal import Values

/// A question that is answered by choosing.
struct ChoicePage: StopPage {
    var window = PageWindow()
    var removalAsked: String?
    /// The number of the choice that Enter takes.
    private var lit: Int?
    /// What is ticked of several choices, before the form has taken it.
    private var ticked: [String] = []

    /// A choice as it is shown: its number stays the same whatever is filtered out.
    private struct Choice {
        let number: Int
        let name: String
        let label: String
    }

    /// Up to so many choices, one digit chooses at once.
    private static let digitChoicesMax = 9
    private static let numberDigitsMax = 5

    /// With what was ticked before and is no answer yet.
    init(_ view: QuestionView, ticked: [String]?) {
        switch view.value {
        case .choice(let name): lit = view.choices.firstIndex { $0.name == name }.map { $0 + 1 }
        case .choices(let names): self.ticked = names
        default: break
        }
        if let ticked {
            let names = Set(view.choices.map(\.name))
            self.ticked = ticked.filter(names.contains)
        }
    }

    // Which choices there are, and which of them what is typed leaves.

    /// All choices of a question; those of a question of yes and no, or of a mere confirmation, are ours.
    private func choices(of view: QuestionView, _ visit: OngoingVisit) -> [Choice] {
        let pairs: [(String, String)] =
            if view.question.control == .trigger {
                [("OK", visit.t("确认", "Confirm"))]
            } else if view.question.type == .boolean {
                [("1", visit.t("是", "Yes")), ("0", visit.t("否", "No"))]
            } else {
                view.choices.map { ($0.name, $0.label) }
            }
        return pairs.enumerated().map { Choice(number: $0 + 1, name: $1.0, label: $1.1) }
    }

    private var typed: String { DisplayWidth.halfwidth(window.editor.text).trimmed }

    /// The choices that what is being typed leaves: all of them while it is a number or a command.
    private func shown(_ all: [Choice]) -> [Choice] {
        let typed = typed.lowercased()
        guard let first = typed.first, first != ":", numbers.isEmpty else { return all }
        return all.filter {
            DisplayWidth.halfwidth($0.label).lowercased().contains(typed) || $0.name.lowercased().contains(typed)
        }
    }

    /// The numbers that are typed, `3`, `1 3 5`, `1,3` or `1、3`; none when anything else is. `三` is none: it begins names.
    /// So do more digits than any choice's number has.
    private var numbers: [Int] {
        let words = typed.split { " ,、".contains($0) }
        let areNumbers = words.allSatisfy { $0.count <= Self.numberDigitsMax && $0.allSatisfy { $0.asciiDigit != nil } }
        return areNumbers ? words.compactMap { Int($0) } : []
    }

    // What the keys mean.

    mutating func take(_ key: Key, _ visit: inout OngoingVisit) {
        guard let view = visit.view else { return visit.goOn() }
        let all = choices(of: view, visit)
        if window.editor.isEmpty {
            switch key {
            case .left: return run(.back, "", &visit)
            case .right: return finish(view, all, &visit)
            case .backspace, .delete: return run(.clear, "", &visit)
            case .character(let character):
                let plain = DisplayWidth.halfwidth(String(character)).lowercased()
                if plain == " " { return view.takesSeveral ? takeLit(view, all, &visit) : visit.wish(.ring) }
                // At a question of yes and no, n is no; a note is Ctrl-T there.
                if Int(plain) == nil, view.isYesNo, let flag = TypedAnswer.flag(plain) {
                    return take(flag, of: view, all, &visit)
                }
                if all.count <= Self.digitChoicesMax {
                    if let number = Int(plain) { return take(number: number, of: view, all, &visit) }
                    if let command = InterviewCommand(word: plain) { return run(command, "", &visit) }
                } else if plain == "?" || plain == "-", let command = InterviewCommand(word: plain) {
                    return run(command, "", &visit)
                }
            default: break
            }
        }
        switch key {
        case .up, .down: move(key == .up ? -1 : 1, shown(all), &visit)
        case .enter: enter(view, all, &visit)
        default: if line(key, &visit) == nil { relight(all) }
        }
    }

    private mutating func move(_ step: Int, _ shown: [Choice], _ visit: inout OngoingVisit) {
        guard !shown.isEmpty else { return visit.wish(.ring) }
        let place = shown.firstIndex { $0.number == lit }
        let next = place.map { min(max(0, $0 + step), shown.count - 1) } ?? (step > 0 ? 0 : shown.count - 1)
        lit = shown[next].number
    }

    /// Lights the first choice that fits what is typed.
    private mutating func relight(_ all: [Choice]) {
        guard let first = typed.first, first != ":" else { return }
        window.scroll = 0
        if let number = numbers.last {
            lit = number >= 1 && number <= all.count ? number : nil
        } else {
            lit = shown(all).first?.number
        }
    }

    /// Enter: what was typed decides, else what is lit.
    private mutating func enter(_ view: QuestionView, _ all: [Choice], _ visit: inout OngoingVisit) {
        let typed = typed
        if typed.isEmpty { return view.takesSeveral ? finish(view, all, &visit) : takeLit(view, all, &visit) }
        if typed.first == ":" {
            _ = line(.enter, &visit)
            return
        }
        let numbers = numbers
        if !numbers.isEmpty {
            window.editor = LineEditor()
            guard view.takesSeveral || numbers.count == 1 else {
                return visit.say(.red, "只能选一项。", "Only one can be chosen.")
            }
            for number in numbers { take(number: number, of: view, all, &visit) }
            return
        }
        let shown = shown(all)
        // A terminal that gives whole lines only gives commands so too.
        if typed.count == 1, typed.allSatisfy(\.isASCII), shown.isEmpty || all.count <= Self.digitChoicesMax {
            window.editor = LineEditor()
            if view.isYesNo, let flag = TypedAnswer.flag(typed) { return take(flag, of: view, all, &visit) }
            return runOrRing(Character(typed.lowercased()), &visit)
        }
        let text = window.editor.text
        let exact = shown.first { $0.name == typed || $0.label == text.trimmed }
        guard let choice = exact ?? shown.first(where: { $0.number == lit }) ?? (shown.count == 1 ? shown[0] : nil)
        else {
            if shown.isEmpty { return visit.say(.red, "没有含“\(text)”的选项。", "No choice contains \(text).") }
            return visit.say(
                .yellow, "有 \(shown.count) 项符合，请用 ↓ 选择或继续输入。",
                "\(shown.count) choices fit: ↓ picks one, or type on.")
        }
        window.editor = LineEditor()
        take(choice, of: view, all, &visit)
    }

    private mutating func take(_ flag: Bool, of view: QuestionView, _ all: [Choice], _ visit: inout OngoingVisit) {
        let wanted = flag ? ["true", "1", "yes"] : ["false", "0", "no"]
        guard let choice = all.first(where: { wanted.contains($0.name) }) else { return visit.wish(.ring) }
        take(choice, of: view, all, &visit)
    }

    private mutating func take(number: Int, of view: QuestionView, _ all: [Choice], _ visit: inout OngoingVisit) {
        guard let choice = all.first(where: { $0.number == number }) else {
            return visit.say(.red, "没有第 \(number) 项。", "There is no choice \(number).")
        }
        take(choice, of: view, all, &visit)
    }

    private mutating func takeLit(_ view: QuestionView, _ all: [Choice], _ visit: inout OngoingVisit) {
        guard let choice = shown(all).first(where: { $0.number == lit }) else { return visit.goOnWithoutAnswer(view) }
        take(choice, of: view, all, &visit)
    }

    // A choice that is made: the answer itself, or a tick among several.

    private mutating func take(_ choice: Choice, of view: QuestionView, _ all: [Choice], _ visit: inout OngoingVisit) {
        lit = choice.number
        guard view.takesSeveral else {
            _ = visit.answer(.text(choice.name))
            return
        }
        if let place = ticked.firstIndex(of: choice.name) {
            ticked.remove(at: place)
        } else {
            ticked.append(choice.name)
        }
        tryTicked(view, all, goesOn: false, &visit)
    }

    /// Tries what is ticked. The form may want more ticks, or fewer: it says so, and the ticks stay to be changed.
    private mutating func tryTicked(_ view: QuestionView, _ all: [Choice], goesOn: Bool, _ visit: inout OngoingVisit) {
        // Choices are kept in the form's order, unless their order is the answer.
        let order = Dictionary(all.map { ($0.name, $0.number) }, uniquingKeysWith: { first, _ in first })
        let isRank = view.question.control == .rank
        if !isRank { ticked.sort { order[$0] ?? 0 < order[$1] ?? 0 } }
        // What is ticked is kept apart from the answer for as long as the form has not taken it.
        if visit.form?.picks[view.path] != ticked {
            visit.form?.picks[view.path] = ticked
            visit.wish(.keep)
        }
        if !goesOn, isRank, ticked.count < order.count, !ticked.isEmpty { return }
        if let violation = visit.form?.answer(ticked.isEmpty ? FormAnswer.none : .choices(ticked)) {
            return visit.tell(violation)
        }
        if goesOn { visit.goOn() }
        visit.tellLost()
        visit.wish(.keep)
    }

    /// Goes on from a question with several choices.
    private mutating func finish(_ view: QuestionView, _ all: [Choice], _ visit: inout OngoingVisit) {
        guard view.takesSeveral else { return visit.goOnWithoutAnswer(view) }
        let held: [String] = if case .choices(let names) = view.value { names } else { [] }
        guard ticked == held else { return tryTicked(view, all, goesOn: true, &visit) }
        visit.form?.picks[view.path] = nil
        visit.goOnWithoutAnswer(view)
    }

    // What is shown.

    func show(_ layout: inout PageLayout, _ visit: OngoingVisit) {
        guard let view = visit.view else { return }
        let t = visit.t
        layout.add(view, visit)
        let all = choices(of: view, visit)
        let shown = shown(all)
        for choice in shown { add(choice, of: view, digits: "\(all.count)".count, &layout) }
        if shown.isEmpty {
            let text = window.editor.text
            layout.add(t("没有含“\(text)”的选项。", "No choice contains \(text)."), .yellow)
        } else if shown.count < all.count {
            layout.add(t("\(shown.count)/\(all.count) 项符合", "\(shown.count) of \(all.count) fit"), .dim)
        }
        let isLong = all.count > Self.digitChoicesMax
        if isLong {
            layout.prompt = "> "
            layout.keys = [t("数字或文字 查找", "number or text finds")]
        } else {
            let numbers = all.count > 1 ? "1-\(all.count)" : "\(all.count)"
            layout.keys = ["\(numbers) \(view.takesSeveral ? t("勾选", "tick") : t("选择", "choose"))"]
        }
        if view.takesSeveral { layout.keys.append(t("回车 继续", "Enter goes on")) }
        let colon = isLong ? ":" : ""
        layout.addCommandKeys(visit, colon: colon, note: view.isYesNo ? "^T" : colon + "n")
    }

    private func add(_ choice: Choice, of view: QuestionView, digits: Int, _ layout: inout PageLayout) {
        let isLit = lit == choice.number
        let lead = "\(isLit ? "›" : " ") \(DisplayWidth.pad("\(choice.number)", to: digits, alignment: .right)) "
        let label = choice.label.isEmpty ? choice.name : choice.label
        let start = layout.body.count
        if view.takesSeveral {
            let place = ticked.firstIndex(of: choice.name)
            let mark = place.map { view.question.control == .rank ? "[\($0 + 1)] " : "[x] " } ?? "[ ] "
            layout.add(label, place == nil ? nil : .green, first: lead + mark)
        } else {
            layout.addTicked(label, view.isChosen(choice.name), first: lead)
        }
        if isLit { layout.focus = start..<layout.body.count }
    }
}

extension QuestionView {
    /// Whether the answer is taken from choices, yes and no among them.
    var asksForChoice: Bool {
        switch question.control {
        case .selectOne, .selectMultiple, .rank, .trigger: true
        default: question.type == .boolean
        }
    }

    var takesSeveral: Bool { question.control == .selectMultiple || question.control == .rank }

    /// Whether the choices are yes and no.
    fileprivate var isYesNo: Bool {
        if question.type == .boolean { return true }
        let names = Set(choices.map(\.name))
        return question.control == .selectOne && (names == ["true", "false"] || names == ["yes", "no"])
    }

    /// Whether the answer is this choice.
    fileprivate func isChosen(_ name: String) -> Bool {
        switch value {
        case .choice(name), .text(name): true
        case .boolean(let flag): name == (flag ? "1" : "0")
        default: false
        }
    }
}
