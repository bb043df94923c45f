/// The version of a form, in the order of versions: runs of digits count as numbers, so that `9` comes before `10` and
/// `2026-9` before `2026-11`. Versions whose numbers are written differently are still different versions.
public struct FormVersion: Hashable, Sendable, CustomStringConvertible {
    /// As the form writes it.
    public let text: String

    public var description: String { text }

    /// - Parameter text: As the form writes it.
    public init(_ text: String) { self.text = text }
}

extension FormVersion: Comparable {
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
