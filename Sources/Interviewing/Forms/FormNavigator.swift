public import Questionnaires

/// The way of one person through one form: where they stand, what they see there, what they left out.
///
/// The engine is asked for the way anew only after an answer, and for one question at a time: a key costs no more on a
/// form of 500 questions than on one of five.
public struct FormNavigator {
    /// The form being filled.
    public let session: FormSession
    private(set) var steps: [FormStep] = []
    private(set) var position = 0
    /// The question at the present stop; `nil` at the other stops.
    private(set) var view: QuestionView?
    private(set) var progress: FormProgress
    /// Paths of questions that were passed over on purpose.
    private(set) var skipped: Set<String> = []
    /// Labels of the questions that lost their answers by the last one: choices that a filter takes away.
    private(set) var lost: [String] = []
    private var taken: [TakenAnswer] = []
    /// What is ticked at questions with several choices but not taken by the form yet, by path: a ranking half made, or
    /// ticks that break a rule.
    public var picks: [String: [String]] = [:]
    /// Remarks on questions, in the order in which they were made.
    public var notes: [Note] = []
    /// All answers to questions, by path.
    private var given: [String: FormValue] = [:]

    /// A remark on a question.
    public struct Note: Hashable {
        /// Of the question in the instance.
        public let path: String
        /// In the visitor's own words.
        public let text: String

        /// Makes it of parts that the properties describe.
        public init(path: String, text: String) {
            self.path = path
            self.text = text
        }
    }

    /// An answer that replaced another.
    private struct TakenAnswer {
        let path: String
        let before: FormAnswer
        /// What other questions had before and lost by it.
        let others: [(path: String, before: FormAnswer)]
    }

    /// What stands for the end among the places to resume at.
    static let endPlace = "end"

    /// - Parameters:
    ///   - session: The form being filled.
    ///   - place: Where to begin, as ``place`` told it before; the first stop when there is no such place any more.
    public init(_ session: FormSession, at place: String) {
        self.session = session
        progress = session.progress
        refresh()
        position = steps.firstIndex { $0.isStop && $0.place == place } ?? steps.firstIndex(where: \.isStop) ?? 0
        look()
    }

    var step: FormStep { steps[position] }
    var isAtEnd: Bool { step == .end }
    /// The name of the present stop, for resuming.
    public var place: String { step.place }

    /// Goes to the next stop. Stays at the end.
    mutating func forward() {
        guard let next = steps.indices.first(where: { $0 > position && steps[$0].isStop }) else { return }
        position = next
        look()
    }

    /// Goes to the stop before.
    ///
    /// - Returns: Whether there is one.
    mutating func back() -> Bool {
        guard let before = steps.indices.last(where: { $0 < position && steps[$0].isStop }) else { return false }
        position = before
        look()
        return true
    }

    /// Goes to the first stop at or behind a step.
    mutating func go(to index: Int) {
        position = steps.indices.first { $0 >= index && steps[$0].isStop } ?? steps.count - 1
        look()
    }

    /// Goes to a question.
    ///
    /// - Returns: Whether the form asks it now.
    mutating func go(to path: String) -> Bool {
        guard let index = steps.firstIndex(of: .question(path)) else { return false }
        go(to: index)
        return true
    }

    /// Goes to the first question without an answer, skipped ones included; to the end when all have one.
    mutating func goToFirstOpen() {
        let open = steps.indices.first { index in
            guard case .question(let path) = steps[index], given[path] == nil else { return false }
            return session.view(at: path).map { !$0.isReadonly } ?? false
        }
        go(to: open ?? steps.count - 1)
    }

    /// Passes the present question over.
    mutating func skip() {
        if case .question(let path) = step { skipped.insert(path) }
        forward()
    }

    /// Answers the present question and stays there.
    ///
    /// - Returns: Why the answer is refused; `nil` when it is taken.
    mutating func answer(_ answer: FormAnswer) -> FormViolation? {
        guard let view else { return nil }
        return take(session.answer(at: view.path, answer), at: view)
    }

    /// Takes the present answer away, also where the form wants one: the review asks for it again.
    ///
    /// - Returns: Why not; `nil` when there is none any more.
    mutating func clear() -> FormViolation? {
        guard let view else { return nil }
        return take(session.restore(at: view.path, FormAnswer.none), at: view)
    }

    private mutating func take(_ outcome: AnswerOutcome, at view: QuestionView) -> FormViolation? {
        lost = []
        switch outcome {
        case .refused(let violation): return violation
        case .accepted:
            let before = given
            skipped.remove(view.path)
            picks[view.path] = nil
            refresh()
            if given != before { note(view, before) }
            return nil
        }
    }

    // What answers replaced, and taking them back.

    /// Remembers what an answer replaced, at its own question and, where choices depend on it, at others.
    private mutating func note(_ view: QuestionView, _ before: [String: FormValue]) {
        let changed = before.filter { path, value in path != view.path && given[path] != value }
        // What only is not asked any more keeps its value, and has it again when it is asked.
        let others = changed.keys.sorted(by: { place(of: $0) < place(of: $1) }).compactMap { session.view(at: $0) }
        lost = others.filter { given[$0.path] == nil || $0.takesSeveral }.map(\.label)
        taken.append(
            TakenAnswer(
                path: view.path, before: before[view.path]?.answer ?? FormAnswer.none,
                others: others.map { ($0.path, before[$0.path]?.answer ?? FormAnswer.none) }))
    }

    private func place(of path: String) -> Int { steps.firstIndex(of: .question(path)) ?? steps.count }

    /// Forgets what was replaced under paths that do not mean the same any more.
    mutating func forgetAnswers(below prefix: String) {
        taken.removeAll { $0.path.hasPrefix(prefix) }
        skipped = skipped.filter { !$0.hasPrefix(prefix) }
        picks = picks.filter { !$0.key.hasPrefix(prefix) }
    }

    /// Takes the last answer back and goes to its question. What a first answer was given to is open again.
    ///
    /// - Returns: Whether there was one that could be taken back.
    mutating func undo() -> Bool {
        // A question that is not asked any more cannot be shown open, and what was said there does not count.
        while let last = taken.popLast() {
            guard go(to: last.path) else { continue }
            guard session.restore(at: last.path, last.before) == .accepted else { return false }
            picks[last.path] = nil
            for other in last.others { _ = session.restore(at: other.path, other.before) }
            refresh()
            return true
        }
        return false
    }

    /// Asks in another language.
    mutating func speak(_ language: String) {
        session.language = language
        refresh()
    }

    /// Finds the way anew and stays at the present stop, or near it when it is gone.
    mutating func refresh() {
        let place = steps.isEmpty ? nil : step.place
        steps = session.steps()
        progress = session.progress
        let answers = session.answers().filter(\.isAsked)
        given = Dictionary(answers.map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first })
        if let place, let index = steps.firstIndex(where: { $0.isStop && $0.place == place }) {
            position = index
        } else {
            let near = min(position, steps.count - 1)
            position = steps.indices.first { $0 >= near && steps[$0].isStop } ?? steps.count - 1
        }
        look()
    }

    private mutating func look() {
        if case .question(let path) = step { view = session.view(at: path) } else { view = nil }
    }
}

extension FormStep {
    /// Whether the person is asked something here.
    var isStop: Bool {
        switch self {
        case .question, .addEntry, .end: true
        case .group, .entry: false
        }
    }

    var place: String {
        switch self {
        case .question(let path), .addEntry(let path, _), .group(let path, _), .entry(let path, _, _, _): path
        case .end: FormNavigator.endPlace
        }
    }
}

extension FormValue {
    /// The value as an answer that gives it again.
    var answer: FormAnswer {
        switch self {
        case .text(let text), .date(let text), .dateTime(let text), .time(let text), .choice(let text): .text(text)
        case .integer(let number): .number(Double(number))
        case .decimal(let number): .number(number)
        case .boolean(let flag): .boolean(flag)
        case .geopoint(let numbers): .text(numbers.map { "\($0)" }.joined(separator: " "))
        case .choices(let names): .choices(names)
        }
    }
}
