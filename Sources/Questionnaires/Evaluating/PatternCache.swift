internal import Foundation

/// Regular expressions of a form, compiled once each.
struct PatternCache {
    private var patterns: [String: NSRegularExpression?] = [:]

    /// Whether a pattern fits a whole text. A faulty pattern fits nothing, and neither does one that would look for
    /// longer than ``QuestionnaireLimits/patternReportsMax`` says: some patterns take years on a text of forty letters.
    ///
    /// - Returns: Whether it fits, and how often the search reported that it is still looking.
    mutating func matches(_ source: String, _ text: String) -> (isMatch: Bool, reports: Int) {
        guard let pattern = pattern(source) else { return (false, 0) }
        var isFound = false
        var reports = 0
        pattern.enumerateMatches(
            in: text, options: [.reportProgress], range: NSRange(location: 0, length: text.utf16.count)
        ) { match, _, stop in
            isFound = match != nil
            reports += 1
            if isFound || reports > QuestionnaireLimits.patternReportsMax { stop.pointee = true }
        }
        return (isFound, reports)
    }

    private mutating func pattern(_ source: String) -> NSRegularExpression? {
        if let known = patterns[source] { return known }
        let made = Self.compiled(source)
        patterns[source] = .some(made)
        return made
    }

    /// The pattern so that it must fit a whole text; `nil` when it is faulty.
    static func compiled(_ source: String) -> NSRegularExpression? {
        try? NSRegularExpression(pattern: "\\A(?:\(source))\\z")
    }
}
