/// A decimal number by its digits, to tell whether two spellings mean the same number, however long they are.
struct DecimalDigits: Hashable {
    private let isNegative: Bool
    /// Without zeros at either end; empty for zero.
    private let digits: Substring
    /// The power of ten of the first digit; 0 for zero.
    private let exponent: Int

    /// Reads `12`, `-0.50`, `.5`, `1.2E-7`; `nil` for what is no number.
    init?(_ text: some StringProtocol) {
        var rest = Substring(text)
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest.removeFirst() }
        let halves = rest.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        let power = halves.count == 2 ? Int(halves[1]) : 0
        let parts = halves[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let all = Substring(parts.joined())
        guard !all.isEmpty, all.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        let significant = all.drop { $0 == "0" }
        guard !significant.isEmpty else {
            (self.isNegative, digits, exponent) = (false, "", 0)
            return
        }
        // A power beyond all integers belongs to a number that nothing here can hold.
        guard let power else { return nil }
        let (sum, isTooLarge) = power.addingReportingOverflow(parts[0].count - 1 - (all.count - significant.count))
        guard !isTooLarge else { return nil }
        var trimmed = significant
        while trimmed.last == "0" { trimmed.removeLast() }
        (self.isNegative, digits, exponent) = (isNegative, trimmed, sum)
    }

    /// How many digits the number has before and after the point when it is written out.
    var placesWrittenOut: Int {
        guard !digits.isEmpty else { return 1 }
        let before = max(exponent, 0)
        let (last, isTooLarge) = exponent.subtractingReportingOverflow(digits.count - 1)
        guard !isTooLarge, last > -1_000_000, before < 1_000_000 else { return Int.max }
        return before + 1 + max(0, -last)
    }

    /// Whether a double keeps the number that a text spells, so that it can be shown and stored as it was given.
    ///
    /// - Parameter text: Such as `1.36`.
    /// - Returns: Whether the digits come back from the nearest double, and are not too many to be written out.
    static func areKept(_ text: some StringProtocol) -> Bool {
        guard let given = DecimalDigits(text), let number = Double(String(text)), number.isFinite else { return false }
        return DecimalDigits(NumberText.java(number)) == given
            && given.placesWrittenOut <= QuestionnaireLimits.decimalPlacesMax
    }
}
