internal import CommandKit
internal import Questionnaires
internal import TerminalKit

/// Entries of repeats: adding one where the form asks for it, and taking one away.
extension Interview {
    mutating func takeAtEntry(_ key: Key) {
        if key == .left, editor.isEmpty { return run(.back) }
        guard let letter = single(key, words: Self.yesNoWords) else { return }
        if letter != InterviewCommand.remove.letter { removalAsked = nil }
        switch letter {
        case "y", "1", "是": addEntry()
        case "n", "2", "否", "\n": goOn()
        default: runOrRing(letter)
        }
    }

    private mutating func addEntry() {
        do throws(FormViolation) {
            try walk?.addEntry()
            arriveAtStop()
            wish(.keep)
        } catch {
            tell(error)
        }
    }

    /// Takes away the entry that one stands in, or the last one where another is asked for; asked for twice, because its
    /// answers do not come back.
    mutating func removeEntry() {
        guard let entry = walk?.removableEntry else { return wish(.ring) }
        guard removalAsked == entry.path else {
            removalAsked = entry.path
            let key = walk?.view?.takesAnyText == true ? ":x" : "x"
            return say(
                .yellow, "再输入一次 \(key)，删除第 \(entry.number) 条及其全部答案和备注。",
                "\(key) once more removes entry \(entry.number) with all its answers and notes.")
        }
        do throws(FormViolation) {
            try walk?.remove(entry)
            let notes = (isInPublicity ? publicityNotes : surveyNotes).compactMap { $0.without(entry) }
            if isInPublicity { publicityNotes = notes } else { surveyNotes = notes }
            arriveAtStop()
            say(.green, "已删除第 \(entry.number) 条。", "Entry \(entry.number) is removed.")
            wish(.keep)
        } catch {
            tell(error)
        }
    }
}

extension Interview.QuestionNote {
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
