internal import Standards
internal import Values

/// Looks over the bytes of a file before the YAML parser does, for what would make that parser fail without a place
/// in the file, or cost more than a file may.
struct YAMLScreening {
    private(set) var faults: [PlacedFault] = []
    private(set) var text = ""

    init(_ bytes: [UInt8]) {
        guard bytes.count <= YAMLLimits.bytesMax else {
            let most = YAMLLimits.bytesMax / 1024
            note(.tooLarge, Cursor(), zh: "文件超过 \(most) KB", en: "the file is larger than \(most) KB")
            return
        }
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        text = String(decoding: content, as: UTF8.self)
        if let fault = Cursor.fault(in: content) {
            note(.notUtf8, fault, zh: "文件不是 UTF-8 编码；请另存为 UTF-8", en: "the file is not UTF-8; save it as UTF-8")
            return
        }
        screen()
    }

    private mutating func note(_ code: StandardFault.Code, _ cursor: Cursor, zh: String, en: String) {
        let fault = StandardFault(code: code, path: [], message: Localized(zh: zh, en: en))
        faults.append(PlacedFault(fault: fault, position: cursor.position))
    }

    private mutating func screen() {
        var cursor = Cursor()
        var (aliases, brackets) = (0, 0)
        var anchors: Set<Substring> = []
        var deep: Cursor?
        var before: Unicode.Scalar = "\n"
        for index in text.unicodeScalars.indices {
            let scalar = text.unicodeScalars[index]
            guard scalar.isYAML else {
                return note(.badCharacter, cursor, zh: "这里有控制字符，请删除", en: "there is a control character; delete it")
            }
            switch scalar {
            case "[", "{": brackets += 1
            case "]", "}": brackets = max(0, brackets - 1)
            case "&" where before.endsToken: anchors.insert(Self.name(after: index, in: text))
            case "*" where before.endsToken && anchors.contains(Self.name(after: index, in: text)): aliases += 1
            default: break
            }
            guard aliases <= YAMLLimits.aliasesMax else {
                return note(
                    .tooManyAliases, cursor, zh: "别名（*）超过 \(YAMLLimits.aliasesMax) 处；请直接写出内容",
                    en: "more than \(YAMLLimits.aliasesMax) aliases (*); write the values out")
            }
            // A level takes a bracket, or two columns at the start of a line.
            let isDeep = brackets > YAMLLimits.depthMax || cursor.indent > 2 * YAMLLimits.depthMax
            if isDeep, deep == nil { deep = cursor }
            before = scalar
            cursor.pass(scalar)
        }
        // The parser bears a thousand levels by itself; aliases would multiply them. Brackets in words may be counted
        // wrongly here, so that files without aliases are left to the reader behind the parser, which counts exactly.
        if let deep, aliases > 0 {
            note(
                .tooDeep, deep, zh: "嵌套超过 \(YAMLLimits.depthMax) 层",
                en: "nested deeper than \(YAMLLimits.depthMax) levels")
        }
    }

    private static func name(after index: String.Index, in text: String) -> Substring {
        text[text.unicodeScalars.index(after: index)...].prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    }
}

/// A place in a text that moves on character by character.
private struct Cursor {
    private var line = 1
    private var column = 1
    /// Columns at the start of the line that only indent, or open lists and keys.
    private(set) var indent = 0

    var position: StandardFile.Position { StandardFile.Position(line: line, column: column) }

    mutating func pass(_ scalar: Unicode.Scalar) {
        if scalar == "\n" {
            (line, column, indent) = (line + 1, 1, 0)
        } else {
            if indent == column - 1, " -?:".unicodeScalars.contains(scalar) { indent += 1 }
            column += 1
        }
    }

    /// The place of the first byte that is no UTF-8.
    static func fault(in bytes: ArraySlice<UInt8>) -> Cursor? {
        var cursor = Cursor()
        var codec = UTF8()
        var iterator = bytes.makeIterator()
        while true {
            switch codec.decode(&iterator) {
            case .scalarValue(let scalar): cursor.pass(scalar)
            case .emptyInput: return nil
            case .error: return cursor
            }
        }
    }
}

extension Unicode.Scalar {
    /// Whether YAML 1.2 (section 5.1) allows it in a text.
    fileprivate var isYAML: Bool {
        switch value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...: value != 0xFEFF
        default: false
        }
    }

    /// Whether an anchor or alias can begin behind it.
    fileprivate var endsToken: Bool { " \n\r\t[{,:-?".unicodeScalars.contains(self) }
}

/// Bounds of a YAML file: a person writes it, and a server reads it from anybody who may publish.
enum YAMLLimits {
    /// Bytes of a file. The published document has a smaller limit; comments and spaces are free.
    static let bytesMax = 1 << 20
    /// Levels of lists and mappings. Standards have ten.
    static let depthMax = 64
    /// Uses of aliases. Each can repeat everything that stands before it, so that a few dozen fill any memory.
    static let aliasesMax = 16
    /// Values, all that aliases repeat included.
    static let nodesMax = 200_000
    /// Keys written twice that are told at once; each costs a reading of the file.
    static let repeatedKeysMax = 20
}
