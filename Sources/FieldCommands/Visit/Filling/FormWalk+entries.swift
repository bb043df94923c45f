internal import Questionnaires

/// Entries of repeats coming and going by hand.
extension FormWalk {
    /// Adds an entry where the form asks whether to, and goes to its first question.
    ///
    /// - Throws: When the form does not take it.
    mutating func addEntry() throws(FormViolation) {
        guard case .addEntry(let path, _) = step else { return }
        let entry = try session.addRepeat(path)
        refresh()
        let start = steps.firstIndex { step in
            if case .entry(entry, _, _, _) = step { true } else { false }
        }
        if let start { go(to: start) }
    }

    /// The last entry of the repeat that is asked about here; `nil` when it has none.
    var lastEntry: (path: String, number: Int)? {
        guard case .addEntry(let path, _) = step else { return nil }
        for step in steps[..<position].reversed() {
            guard case .entry(let entry, _, let number, _) = step, entry == "\(path)[\(number)]" else { continue }
            return (entry, number)
        }
        return nil
    }

    /// Takes the last entry away, with its answers.
    ///
    /// - Throws: When the form does not allow it.
    mutating func removeLastEntry() throws(FormViolation) {
        guard let last = lastEntry else { return }
        try session.removeRepeat(last.path)
        refresh()
    }
}
