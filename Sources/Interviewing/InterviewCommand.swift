internal import TerminalKit

/// What a person may want at any question, beside answering it.
enum InterviewCommand: Hashable, CaseIterable {
    case back, skip, sections, firstOpen, note, language, undo, clear, edit, remove, identity, help, quit

    /// The letter that means the command where no text is asked for, and behind a colon everywhere; its names; and the keys
    /// that mean it wherever one is, also while a text is being typed.
    private var spellings: (letter: Character, words: [String], keys: [Key]) {
        switch self {
        case .back: ("b", ["back", "返回", "上一题"], [.control("b"), .backTab])
        case .skip: ("s", ["skip", "跳过"], [.control("n"), .tab])
        case .sections: ("g", ["groups", "group", "分组", "转到"], [.control("g"), .function(2)])
        case .firstOpen: ("o", ["open", "未答"], [.control("o"), .function(3)])
        case .note: ("n", ["note", "备注"], [.control("t"), .function(4)])
        case .language:
            ("l", ["language", "lang", "语言", "中文", "英文", "english", "chinese"], [.control("l"), .function(5)])
        case .undo: ("z", ["undo", "撤销"], [.control("r"), .function(6)])
        case .clear: ("-", ["clear", "清除"], [])
        case .edit: ("e", ["edit", "修改"], [])
        case .remove: ("x", ["remove", "删除"], [])
        case .identity: ("i", ["id", "证件"], [])
        case .help: ("?", ["help", "h", "帮助"], [.function(1)])
        case .quit: ("q", ["quit", "exit", "退出"], [.control("q"), .function(10)])
        }
    }

    var letter: Character { spellings.letter }

    /// - Parameter key: A key that means a command wherever one is.
    init?(_ key: Key) { self.init(where: { $0.keys.contains(key) }) }

    /// - Parameter word: What a person typed for a command: its letter or its name.
    init?(word: String) {
        let word = word.lowercased()
        self.init(where: { word == String($0.letter) || $0.words.contains(word) })
    }

    private init?(where fits: ((letter: Character, words: [String], keys: [Key])) -> Bool) {
        guard let found = Self.allCases.first(where: { fits($0.spellings) }) else { return nil }
        self = found
    }
}
