internal import TerminalKit

/// What a person may want at any question, beside answering it.
enum InterviewCommand: Hashable, CaseIterable {
    case back, skip, sections, firstOpen, note, language, undo, clear, edit, remove, identity, help, quit

    /// Keys that mean a command wherever one is, also while a text is being typed.
    init?(_ key: Key) {
        switch key {
        case .control("b"), .backTab: self = .back
        case .control("n"), .tab: self = .skip
        case .control("g"), .function(2): self = .sections
        case .control("o"), .function(3): self = .firstOpen
        case .control("t"), .function(4): self = .note
        case .control("l"), .function(5): self = .language
        case .control("r"), .function(6): self = .undo
        case .function(1): self = .help
        case .control("q"), .function(10): self = .quit
        default: return nil
        }
    }

    /// The letter that means the command where no text is asked for, and behind a colon everywhere.
    var letter: Character {
        switch self {
        case .back: "b"
        case .skip: "s"
        case .sections: "g"
        case .firstOpen: "o"
        case .note: "n"
        case .language: "l"
        case .undo: "z"
        case .clear: "-"
        case .edit: "e"
        case .remove: "x"
        case .identity: "i"
        case .help: "?"
        case .quit: "q"
        }
    }

    private var words: [String] {
        switch self {
        case .back: ["back", "返回", "上一题"]
        case .skip: ["skip", "跳过"]
        case .sections: ["groups", "group", "分组", "转到"]
        case .firstOpen: ["open", "未答"]
        case .note: ["note", "备注"]
        case .language: ["language", "lang", "语言", "中文", "英文", "english", "chinese"]
        case .undo: ["undo", "撤销"]
        case .clear: ["clear", "清除"]
        case .edit: ["edit", "修改"]
        case .remove: ["remove", "删除"]
        case .identity: ["id", "证件"]
        case .help: ["help", "h", "帮助"]
        case .quit: ["quit", "exit", "退出"]
        }
    }

    /// - Parameter word: What a person typed for a command: its letter or its name.
    init?(word: String) {
        let word = word.lowercased()
        guard let found = Self.allCases.first(where: { word == String($0.letter) || $0.words.contains(word) }) else {
            return nil
        }
        self = found
    }
}
