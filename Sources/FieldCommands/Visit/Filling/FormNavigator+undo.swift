internal import Questionnaires

/// What answers replaced, and taking them back.
extension FormNavigator {
    /// An answer that replaced another.
    struct TakenAnswer {
        let path: String
        let before: FormAnswer
        /// What other questions had before and lost by it.
        let others: [(path: String, before: FormAnswer)]
    }

    /// Remembers what an answer replaced, at its own question and, where choices depend on it, at others.
    mutating func note(_ view: QuestionView, _ before: [String: FormValue]) {
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
}
