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
    private static func decimal(_ number: Double) -> (digits: String, exponent: Int) {
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
