/// Numbers as JavaRosa writes them, because what it writes is what other tools read.
enum NumberText {
    /// The nearest double to a number as expressions spell it: `12`, `1.36`, `.5`, `5.`.
    static func literal(_ text: String) -> Double {
        Double("0" + text + (text.hasSuffix(".") ? "0" : "")) ?? .nan
    }

    /// A number that a program gives as the answer to a question that takes any text: whole numbers with all digits.
    static func answer(_ number: Double) -> String {
        let isWhole = number == number.rounded(.towardZero) && abs(number) < 9_007_199_254_740_992
        return isWhole ? String(Int64(number)) : java(number)
    }

    /// What an expression makes of a number: whole numbers without a fraction, all else as Java writes it.
    static func xpath(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if abs(number) < 1e-12 { return "0" }
        if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
        // JavaRosa holds whole numbers in 32 bits here; what is larger is written as Java writes doubles.
        if abs(number) <= Double(Int32.max), abs(number - number.rounded(.towardZero)) < 1e-12 {
            return String(Int(number))
        }
        return java(number)
    }

    /// A double as Java's `Double.toString` writes it: with at least one digit after the point, and with an exponent
    /// from ten million upwards and below a thousandth.
    static func java(_ number: Double) -> String {
        guard number.isFinite, number != 0 else {
            return number == 0 ? (number.sign == .minus ? "-0.0" : "0.0") : xpath(number)
        }
        let (digits, exponent) = decimal(abs(number))
        let sign = number < 0 ? "-" : ""
        if (-3..<7).contains(exponent) {
            return sign + plain(digits, exponent: exponent)
        }
        let fraction = digits.dropFirst()
        return sign + digits.prefix(1) + "." + (fraction.isEmpty ? "0" : fraction) + "E" + String(exponent)
    }

    private static func plain(_ digits: String, exponent: Int) -> String {
        if exponent < 0 {
            return "0." + String(repeating: "0", count: -exponent - 1) + digits
        }
        let padded = digits + String(repeating: "0", count: max(0, exponent + 1 - digits.count))
        let fraction = padded.dropFirst(exponent + 1)
        return padded.prefix(exponent + 1) + "." + (fraction.isEmpty ? "0" : fraction)
    }

    /// The shortest digits that give the number back, without zeros at either end, and the power of ten of the first.
    static func decimal(_ number: Double) -> (digits: String, exponent: Int) {
        let parts = number.description.lowercased().split(separator: "e")
        var exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = String(mantissa[0])
        let fraction = mantissa.count == 2 ? String(mantissa[1]) : ""
        var digits = Substring(whole + fraction)
        exponent += whole.count - 1
        while digits.count > 1, digits.first == "0" {
            digits = digits.dropFirst()
            exponent -= 1
        }
        while digits.count > 1, digits.last == "0" { digits = digits.dropLast() }
        return (String(digits), exponent)
    }
}

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

    /// Whether a double keeps the number that a text spells, so that it can be shown and stored as it was given: the digits
    /// come back from the nearest double, and are not too many to be written out.
    static func areKept(_ text: some StringProtocol) -> Bool {
        guard let given = DecimalDigits(text), let number = Double(String(text)), number.isFinite else { return false }
        return DecimalDigits(NumberText.java(number)) == given
            && given.placesWrittenOut <= QuestionnaireLimits.decimalPlacesMax
    }
}
