internal import Values

/// What the record of a published form holds: the XForm and the files that it names. Specification: section "Published
/// forms".
public struct FormDocument: Sendable, Hashable {
    /// The XForm, as it was published.
    public let xml: String
    /// Choice lists by the names under which the form reads them.
    public let files: [String: String]

    /// - Parameters:
    ///   - xml: The XForm.
    ///   - files: The files by name.
    public init(xml: String, files: [String: String]) {
        self.xml = xml
        self.files = files
    }

    /// Reads what a record holds; `nil` when it is something else.
    ///
    /// - Parameter text: The record's document.
    public init?(_ text: DocumentText) {
        guard let json = JSONValue(parsing: Array(text.text.utf8)), case .string(let xml)? = json["xml"],
            case .object(let members)? = json["files"]
        else { return nil }
        var files: [String: String] = [:]
        for member in members {
            guard case .string(let text) = member.value else { return nil }
            files[member.name] = text
        }
        self.init(xml: xml, files: files)
    }

    /// As the record holds it: the same form makes the same text everywhere.
    public var text: DocumentText {
        let members = files.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { JSONValue.Member($0.key, .string($0.value)) }
        return DocumentText(
            text: JSONValue.object([.init("xml", .string(xml)), .init("files", .object(members))]).text)
    }
}

/// The version of a form, in the order of versions: runs of digits count as numbers, so that `9` comes before `10` and
/// `2026-9` before `2026-11`. Versions whose numbers are written differently are still different versions.
public struct FormVersion: Hashable, Sendable, CustomStringConvertible {
    /// As the form writes it.
    public let text: String

    /// As the form writes it.
    public var description: String { text }

    /// - Parameter text: As the form writes it.
    public init(_ text: String) { self.text = text }
}

extension FormVersion: Comparable {
    /// Whether one version comes before another.
    public static func < (left: FormVersion, right: FormVersion) -> Bool {
        let (lefts, rights) = (left.runs, right.runs)
        for (mine, theirs) in zip(lefts, rights) where mine != theirs { return mine < theirs }
        if lefts.count != rights.count { return lefts.count < rights.count }
        return left.text < right.text
    }

    private enum Run: Comparable {
        /// The digits without the zeros in front: more digits are a greater number.
        case number(count: Int, digits: String)
        case word(String)
    }

    private var runs: [Run] {
        var runs: [Run] = []
        var rest = Substring(text)
        while let first = rest.first {
            let isDigit = first.isASCIIDigit
            let run = rest.prefix { $0.isASCIIDigit == isDigit }
            rest = rest[run.endIndex...]
            let digits = String(run.drop { $0 == "0" })
            runs.append(isDigit ? .number(count: digits.count, digits: digits) : .word(String(run)))
        }
        return runs
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isWholeNumber }
}
