internal import Foundation

/// Regular expressions of a form, compiled once each.
struct PatternCache {
    private var patterns: [String: NSRegularExpression?] = [:]

    /// The pattern so that it must fit a whole text; `nil` when it is faulty.
    mutating func pattern(_ source: String) -> NSRegularExpression? {
        if let known = patterns[source] { return known }
        let made = try? NSRegularExpression(pattern: "\\A(?:\(source))\\z")
        patterns[source] = .some(made)
        return made
    }
}
