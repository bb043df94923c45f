internal import TerminalKit
internal import Values

/// The list of groups, to jump.
extension Interview {
    /// Opens the list, or goes straight to the group that a word names.
    mutating func openSections(_ word: String) {
        guard let walk else { return }
        let sections = walk.sections()
        if !word.isEmpty { return go(to: word, among: sections) }
        editor = LineEditor()
        scroll = 0
        highlight = sections.lastIndex { $0.start <= walk.position }
        overlay = .sections(sections)
    }

    mutating func take(_ key: Key, among sections: [FormSection]) {
        switch key {
        case .escape, .left: return closeSections()
        case .up, .down:
            // One behind the last group: the review.
            let next = (highlight ?? 0) + (key == .up ? -1 : 1)
            highlight = min(max(0, next), sections.count)
        case .enter:
            let word = editor.text.trimmed
            if !word.isEmpty { return go(to: word, among: sections) }
            go(to: highlight ?? 0, of: sections)
        case .character(let character) where editor.isEmpty:
            let plain = DisplayWidth.halfwidth(String(character)).lowercased()
            if plain == "b" || plain == "g" || plain == "q" { return closeSections() }
            if let number = Int(plain), sections.count < 9 { return go(to: number - 1, of: sections) }
            _ = editor.press(key)
        default: if !editor.press(key) { wish(.ring) }
        }
    }

    private mutating func closeSections() {
        overlay = nil
        arrive()
    }

    /// A number of the list, or a part of a title.
    private mutating func go(to word: String, among sections: [FormSection]) {
        editor = LineEditor()
        let plain = DisplayWidth.halfwidth(word).lowercased()
        if let number = Int(plain) { return go(to: number - 1, of: sections) }
        let titles = sections.map { DisplayWidth.halfwidth($0.title).lowercased() }
        let found = titles.firstIndex { $0.hasPrefix(plain) } ?? titles.firstIndex { $0.contains(plain) }
        guard let found else { return say(.red, "没有分组“\(word)”。", "There is no group \(word).") }
        go(to: found, of: sections)
    }

    private mutating func go(to index: Int, of sections: [FormSection]) {
        guard (0...sections.count).contains(index) else {
            return say(.red, "没有第 \(index + 1) 组。", "There is no group \(index + 1).")
        }
        if index == sections.count {
            walk?.go(to: Int.max)
        } else {
            walk?.go(to: sections[index].start)
        }
        arriveAtStop()
    }
}
