internal import Questionnaires

/// An entry of a repeat.
struct RepeatEntry: Hashable {
    /// The repeat's path, without a number at its end: `/data/house[2]/person`.
    let repeatPath: String
    /// From 1.
    let number: Int

    var path: String { "\(repeatPath)[\(number)]" }
}

/// Entries of repeats coming and going by hand.
extension FormNavigator {
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
    var lastEntry: RepeatEntry? {
        guard case .addEntry(let path, _) = step else { return nil }
        return entriesBefore.first { $0.repeatPath == path }
    }

    /// The entry that goes when one is taken away here: the innermost around the question, or the last one where the
    /// form asks for another.
    var removableEntry: RepeatEntry? {
        guard case .question(let path) = step else { return lastEntry }
        return entriesBefore.first { path.hasPrefix($0.path + "/") }
    }

    /// Entries that begin before the present stop, the nearest first.
    private var entriesBefore: some Sequence<RepeatEntry> {
        steps[..<position].lazy.reversed().compactMap { step in
            guard case .entry(let path, _, let number, _) = step, path.hasSuffix("[\(number)]") else { return nil }
            return RepeatEntry(repeatPath: String(path.dropLast("[\(number)]".count)), number: number)
        }
    }

    /// Takes an entry away, with its answers, and goes to where the form asks for another.
    ///
    /// - Throws: When the form does not allow it.
    mutating func remove(_ entry: RepeatEntry) throws(FormViolation) {
        try session.removeRepeat(entry.path)
        // Later entries have moved up: what was answered under their paths cannot be told apart any more.
        forgetAnswers(below: entry.repeatPath + "[")
        notes = notes.compactMap { $0.without(entry) }
        refresh()
        let end = steps.firstIndex { step in
            if case .addEntry(entry.repeatPath, _) = step { true } else { false }
        }
        if let end { go(to: end) }
    }
}

extension FormNavigator.Note {
    /// The note when an entry is gone: those on later entries move up with them, those on the entry itself go.
    fileprivate func without(_ entry: RepeatEntry) -> Self? {
        guard path.hasPrefix(entry.repeatPath + "[") else { return self }
        let rest = path.dropFirst(entry.repeatPath.count + 1)
        guard let end = rest.firstIndex(of: "]"), let number = Int(rest[..<end]) else { return self }
        if number == entry.number { return nil }
        guard number > entry.number else { return self }
        return Self(path: "\(entry.repeatPath)[\(number - 1)\(rest[end...])", text: text)
    }
}
