import Foundation
import Testing

/// Puts stable names in the place of what differs between two runs of a story, and takes them back in commands.
///
/// An id has one name throughout the story, so that snapshots hold which records belong together. Times, ports and
/// numbers of bytes have the name of their kind.
struct SnapshotNames {
    /// Words of the machine and the run, such as the folder.
    private let constants: [(name: String, word: String)]
    /// The names of ids, codes and secrets.
    private var names: [String: String] = [:]
    /// What each name stands for.
    private var words: [String: String]
    /// How many ids have a name that begins with a stem.
    private var counts: [String: Int] = [:]
    /// From the day before the run to the last on which one of its codes may expire.
    private let days: ClosedRange<String>
    private var sight = Sight.all

    /// Which ids are told from each other.
    private enum Sight {
        /// None.
        case blind
        /// Those that have a name.
        case known
        /// All: what has no name yet is given one.
        case all
    }

    /// Of these keys the values are other ones in each run and have no form by which one knows them.
    private static let secrets: Set<String> = ["adminToken", "serverKey"]
    private static let byteCounts: Set<String> = ["bytes", "bytesSent", "bytesReceived"]
    private static let pattern = try? NSRegularExpression(
        pattern: #"""
            (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z)|(\d{4}-\d\d-\d\d \d\d:\d\d)|(\d{4}-\d\d-\d\d)\
            |(\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b)|(\b[0-9a-f]{64}\b)\
            |(\b[0-9A-Z]{5}-[0-9A-Z]{5}\b)|(\b[0-9a-f]{8}(?:-[0-9a-f]{1,4}){0,3}\b|\b[0-9a-f]{9,63}\b)
            """#.replacing("\\\n", with: ""))

    /// - Parameter constants: Words that are found in what is printed, the longer of two that overlap first.
    init(_ constants: [(name: String, word: String)]) {
        self.constants = constants
        words = Dictionary(constants.map { ($0.name, $0.word) }, uniquingKeysWith: { first, _ in first })
        let ends = [-1.0, 31].map { days in
            Date(timeIntervalSinceNow: days * 86_400).formatted(.iso8601.year().month().day())
        }
        days = ends[0]...ends[1]
    }

    /// A line with the words that its names stand for.
    func words(of line: String) -> String {
        line.replacing(/<[\w.-]+>/) { words[String($0.0)] ?? String($0.0) }
    }

    /// Whether all names in a line are known.
    func knows(_ line: String) -> Bool {
        line.matches(of: /<[\w.-]+>/).allSatisfy { words[String($0.0)] != nil }
    }

    /// Whether a stem is in use.
    func isUsed(_ stem: String) -> Bool { counts[stem] != nil }

    /// A value in which names stand for what differs between runs.
    ///
    /// - Parameters:
    ///   - value: As it was printed.
    ///   - stem: What the names of ids begin with that have none yet: the first is the stem itself.
    ///   - isByID: Whether it is a list that promises to go by the ids.
    /// - Returns: The value to show.
    mutating func named(_ value: SnapshotValue, after stem: String, isByID: Bool) -> SnapshotValue {
        if isByID, case .array(let elements) = value {
            let ids = elements.compactMap { $0["id"]?.text }
            #expect(ids == ids.sorted() && ids.count == elements.count, "the list goes by the ids: \(ids)")
            return .array(byContent(elements, after: stem).map { named($0, after: stem, isByID: false) })
        }
        // Whatever else an object names, its own id comes first.
        if let id = value["id"]?.text, isID(id) { _ = name(of: id, after: stem) }
        return named(value, key: "", after: stem)
    }

    private mutating func named(_ value: SnapshotValue, key: String, after stem: String) -> SnapshotValue {
        switch value {
        case .bare(let word):
            return Self.byteCounts.contains(key) && word != "0" ? .bare("<bytes>") : value
        case .string(let text) where Self.secrets.contains(key):
            return .string(name(of: text, after: stem))
        case .string(let text):
            // What was published is the same in every run, and so is its digest.
            return key == "digest" ? value : .string(named(text, after: stem))
        case .array(let elements):
            var named: [SnapshotValue] = []
            for element in inOrder(elements, after: stem) { named.append(self.named(element, key: key, after: stem)) }
            return .array(named)
        case .object(let members):
            var named: [String: SnapshotValue] = [:]
            for (key, member) in members.sorted(by: { $0.key < $1.key }) {
                named[self.named(key, after: stem)] = self.named(member, key: key, after: stem)
            }
            return .object(named)
        }
    }

    /// A text in which names stand for what differs between runs.
    mutating func named(_ text: String, after stem: String) -> String {
        let text = constants.reduce(text) { $0.contains($1.word) ? $0.replacing($1.word, with: $1.name) : $0 }
        guard text.utf8.count >= 8, let pattern = Self.pattern else { return text }
        let whole = text as NSString
        var named = ""
        var end = 0
        for match in pattern.matches(in: text, range: NSRange(location: 0, length: whole.length)) {
            named += whole.substring(with: NSRange(location: end, length: match.range.location - end))
            end = match.range.location + match.range.length
            let word = whole.substring(with: match.range)
            let shown =
                switch Kind(match) {
                case .moment: isNow(word) ? "<time>" : word
                case .minute: isNow(word) ? "<minute>" : word
                case .day: isNow(word) ? "<today>" : word
                case .beginning: names.keys.contains { $0.hasPrefix(word) } ? "<short>" : word
                case .uuid, .hash, .code, nil: name(of: word, after: stem)
                }
            named += shown
        }
        return named + whole.substring(from: end)
    }

    private mutating func name(of word: String, after stem: String) -> String {
        if sight == .blind { return "<?>" }
        if let name = names[word] { return name }
        if sight == .known { return "<?>" }
        let number = (counts[stem] ?? 0) + 1
        counts[stem] = number
        let name = number == 1 ? "<\(stem)>" : "<\(stem).\(number)>"
        names[word] = name
        words[name] = word
        return name
    }

    private func isID(_ word: String) -> Bool {
        let whole = NSRange(location: 0, length: word.utf16.count)
        guard let match = Self.pattern?.firstMatch(in: word, range: whole), match.range == whole else { return false }
        return [.uuid, .hash].contains(Kind(match))
    }

    /// Whether a day, or the day of a moment, is that of the run or one of those after it.
    private func isNow(_ moment: String) -> Bool { days.contains(String(moment.prefix(10))) }

    /// The elements of an array as they are shown.
    ///
    /// Ids that tell no time, such as those of conflicts, are other ones in each run, and with them the order of a list
    /// that goes by them: such elements are put in the order of what else they hold.
    private func inOrder(_ elements: [SnapshotValue], after stem: String) -> [SnapshotValue] {
        let ids = elements.compactMap { element in (element["id"] ?? element["record"])?.text }
        guard elements.count > 1, ids.count == elements.count,
            ids.contains(where: { isID($0) && !Self.tellsTime($0) })
        else { return elements }
        return byContent(elements, after: stem)
    }

    /// The elements in the order of what they hold beside ids, and only then of the names of these.
    private func byContent(_ elements: [SnapshotValue], after stem: String) -> [SnapshotValue] {
        var blind = self
        blind.sight = .blind
        var preview = self
        preview.sight = .known
        return elements.map { element in
            let content = blind.named(element, key: "", after: stem).line
            return (element, content + preview.named(element, key: "", after: stem).line)
        }.sorted { $0.1 < $1.1 }.map(\.0)
    }

    /// Whether an id is a UUID of version 7 (RFC 9562, section 5.7), whose order is that of time.
    private static func tellsTime(_ id: String) -> Bool {
        id.utf8.count == 36 && Array(id.utf8)[14] == UInt8(ascii: "7")
    }

    /// What the pattern finds, in the order of its groups.
    private enum Kind: Int, CaseIterable {
        /// A moment in UTC.
        case moment = 1
        /// A moment as people write it.
        case minute
        case day
        case uuid
        case hash
        /// A code for a device.
        case code
        /// The beginning of an id, as messages shorten it.
        case beginning

        init?(_ match: NSTextCheckingResult) {
            guard let kind = Self.allCases.first(where: { match.range(at: $0.rawValue).location != NSNotFound })
            else { return nil }
            self = kind
        }
    }
}
