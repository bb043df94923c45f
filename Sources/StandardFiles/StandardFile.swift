public import Standards
public import Values
internal import Yams

/// A standard as somebody wrote it in YAML, with the places of its parts. Format: Protocol/standards.md.
///
/// ```swift
/// let standard = try StandardFile.read(bytes: bytes, name: "nh11.yaml").get().standard
/// ```
public struct StandardFile: Sendable {
    /// The name of the file, for people.
    public let name: String
    /// What the file says.
    public let standard: Standard
    /// The whole document, in the order in which it is written and with the digits of its numbers.
    public let json: JSONValue
    private let places: PlacedNode

    /// A place in the file: both count from 1, columns in characters of Unicode.
    public struct Position: Hashable, Sendable {
        /// The line, and the column within it.
        public let line, column: Int
    }

    /// One thing that is wrong, with its place.
    public struct ReadingFault: Hashable, Sendable {
        /// The name of the file.
        public let file: String
        /// Where it stands.
        public let position: Position
        /// Stable. Listed in Protocol/standards.md.
        public let code: StandardFault.Code
        /// Such as `items[3].threshold.op`; empty for the file itself.
        public let path: String
        /// What is wrong, and what to do.
        public let message: Localized
    }

    /// Everything that is wrong with a file; never empty.
    public struct Faults: Error, Hashable {
        /// In the order of the file.
        public let faults: [ReadingFault]
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: All of it.
    ///   - name: Stands in the faults.
    /// - Returns: The standard, or everything that is wrong.
    public static func read(bytes: [UInt8], name: String) -> Result<StandardFile, Faults> {
        var reading = DocumentReading(bytes)
        guard let document = reading.document() else { return .failure(Faults(reading.faults, file: name)) }
        let (standard, faults) = StandardReading.read(document.json)
        var all = reading.faults + faults.map { document.fault($0) }
        // YAML writes any sign by its number.
        if document.json.holdsNull {
            let message = Localized(zh: "文字中有 U+0000（如 \\0），请删除", en: "a text holds U+0000, as by \\0; delete it")
            all.append(document.fault(StandardFault(code: .badCharacter, path: [], message: message)))
        }
        guard let standard, all.isEmpty else { return .failure(Faults(all, file: name)) }
        return .success(StandardFile(name: name, standard: standard, json: document.json, places: document.places))
    }

    /// The document as one line of JSON, as it is published.
    public var text: String { json.text }

    /// Where a part of the document stands, or what is left of the path where the document ends before it.
    ///
    /// - Parameter path: From the top of the document.
    /// - Returns: The place of the value; of the key, where a key has no value.
    public func position(of path: [StandardFault.PathStep]) -> Position {
        Document(json: json, places: places).position(of: path)
    }

    /// Gives a fault that was found elsewhere its place in this file.
    ///
    /// - Parameter fault: With a path into this document.
    /// - Returns: The fault with file, line and column.
    public func placed(_ fault: StandardFault) -> ReadingFault {
        ReadingFault(fault, at: position(of: fault.path), file: name)
    }
}

extension StandardFile.ReadingFault {
    init(_ fault: StandardFault, at position: StandardFile.Position, file: String) {
        self.init(
            file: file, position: position, code: fault.code, path: fault.pathText, message: fault.message)
    }
}

extension StandardFile.Faults {
    init(_ faults: [PlacedFault], file: String) {
        let sorted = faults.enumerated().sorted { left, right in
            let (first, second) = (left.element.position, right.element.position)
            return (first.line, first.column, left.offset) < (second.line, second.column, right.offset)
        }
        self.faults = sorted.map { StandardFile.ReadingFault($0.element.fault, at: $0.element.position, file: file) }
    }
}

/// A fault with its place, before the file has a name.
struct PlacedFault {
    let fault: StandardFault
    let position: StandardFile.Position
}

/// What the YAML parser says is wrong, in the words of a fault.
struct SyntaxFault {
    private let mark: Mark?
    private let problem: String

    init(_ error: any Error) {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            self.mark = mark
            self.problem = [context?.text, problem].compactMap(\.self).joined(separator: ": ")
        case YamlError.reader(let problem, _, _, _):
            mark = nil
            self.problem = problem
        default:
            mark = nil
            problem = "the parser gave up"
        }
    }

    var placed: PlacedFault {
        let message = Localized(
            zh: "YAML 语法有误（\(problem)）；请检查此处和上一行的缩进、冒号和引号",
            en: "this is not YAML (\(problem)); look at indents, colons and quotes here and in the line above")
        return PlacedFault(
            fault: StandardFault(code: .notYaml, path: [], message: message),
            position: StandardFile.Position(line: mark?.line ?? 1, column: mark?.column ?? 1))
    }
}
