/// A decimal number in its one canonical form: no exponent, no plus sign, no needless zeros, no minus zero.
public struct ExactDecimal: Hashable, Sendable, CustomStringConvertible {
    /// The canonical digits, such as `-12.5`, `0` or `1000000`.
    public let description: String

    /// A whole number.
    public init(_ integer: Int64) { description = String(integer) }

    /// The number that `text` writes: an optional sign, ASCII digits, and an optional point with digits after it.
    ///
    /// - Returns: `nil` when `text` is no such number or has more than ``ValueLimits/decimalDigitsMax`` significant digits.
    public init?(_ text: some StringProtocol) {
        var rest = Substring(text)
        let isNegative = rest.first == "-"
        if let sign = rest.first, sign == "-" || sign == "+" { rest.removeFirst() }
        let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isDigits = { (part: Substring) in !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) } }
        guard let first = parts.first, parts.allSatisfy(isDigits) else { return nil }
        let whole = first.drop { $0 == "0" }
        var fraction = parts.count == 2 ? parts[1] : ""
        while fraction.last == "0" { fraction.removeLast() }
        guard whole.count + fraction.count <= ValueLimits.decimalDigitsMax else { return nil }
        let digits = (whole.isEmpty ? "0" : String(whole)) + (fraction.isEmpty ? "" : ".\(fraction)")
        description = isNegative && digits != "0" ? "-" + digits : digits
    }
}

extension ExactDecimal: Comparable {
    /// As numbers, not as texts: 9 comes before 10.
    public static func < (left: Self, right: Self) -> Bool {
        let (leftNegative, rightNegative) = (left.description.hasPrefix("-"), right.description.hasPrefix("-"))
        guard leftNegative == rightNegative else { return leftNegative }
        return leftNegative ? isLess(right.magnitude, left.magnitude) : isLess(left.magnitude, right.magnitude)
    }

    private var magnitude: (whole: [UInt8], fraction: [UInt8]) {
        let parts = description.utf8.drop { $0 == UInt8(ascii: "-") }.split(separator: UInt8(ascii: "."))
        return (Array(parts[0]), parts.count == 2 ? Array(parts[1]) : [])
    }

    private static func isLess(
        _ left: (whole: [UInt8], fraction: [UInt8]), _ right: (whole: [UInt8], fraction: [UInt8])
    ) -> Bool {
        if left.whole.count != right.whole.count { return left.whole.count < right.whole.count }
        if left.whole != right.whole { return left.whole.lexicographicallyPrecedes(right.whole) }
        return left.fraction.lexicographicallyPrecedes(right.fraction)
    }
}
