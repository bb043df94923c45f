internal import Foundation

/// Functions on numbers and on sets of nodes.
extension FunctionCall {
    var numberResult: XPathValue? { arithmetic ?? aggregate }

    private var arithmetic: XPathValue? {
        let exact = count > 0 ? value(0).asExactNumber : 0
        let result: Double? =
            switch name {
            case "round": Self.rounded(number(0), places: count == 2 ? value(1).asInteger : 0)
            case "abs": abs(exact)
            case "ceiling": exact.rounded(.up)
            case "floor": exact.rounded(.down)
            case "pow": Foundation.pow(exact, value(1).asExactNumber)
            case "exp": Foundation.exp(exact)
            case "exp10": Foundation.pow(10, exact)
            case "log": Foundation.log(exact)
            case "log10": Foundation.log10(exact)
            case "sqrt": exact.squareRoot()
            case "sin": Foundation.sin(exact)
            case "cos": Foundation.cos(exact)
            case "tan": Foundation.tan(exact)
            case "asin": Foundation.asin(exact)
            case "acos": Foundation.acos(exact)
            case "atan": Foundation.atan(exact)
            case "atan2": Foundation.atan2(exact, value(1).asExactNumber)
            case "pi": .pi
            default: nil
            }
        return result.map { .number($0) }
    }

    private var aggregate: XPathValue? {
        switch name {
        case "count": .number(Double(nodes(0).count))
        case "count-non-empty": .number(Double(nodes(0).count { !XPathEngine.value(of: $0).asText.isEmpty }))
        case "sum": .number(numbers.reduce(0, +))
        case "min": .number(numbers.min() ?? .nan)
        case "max": .number(numbers.max() ?? .nan)
        case "checklist": .boolean(isWithin(values(from: 2).count { $0.asBoolean }))
        case "weighted-checklist": .boolean(isWithinWeights)
        default: nil
        }
    }

    /// The arguments that are numbers.
    private var numbers: [Double] { values(from: 0).map(\.asNumber).filter { !$0.isNaN } }

    private func isWithin(_ found: Int) -> Bool {
        let (least, most) = (value(0).asInteger, value(1).asInteger)
        return (least < 0 || found >= least) && (most < 0 || found <= most)
    }

    private var isWithinWeights: Bool {
        var pairs: [(XPathValue, XPathValue)] = []
        if count == 4, case .nodes(let flags) = arguments[2], case .nodes(let weights) = arguments[3] {
            pairs = zip(flags, weights).map { (XPathEngine.value(of: $0), XPathEngine.value(of: $1)) }
        } else {
            let given = arguments[2...].map { XPathEngine.single($0) }
            pairs = stride(from: 0, to: given.count - 1, by: 2).map { (given[$0], given[$0 + 1]) }
        }
        let sum = pairs.reduce(0) { $0 + ($1.0.asBoolean ? $1.1.asNumber : 0) }
        return sum >= number(0) && sum <= number(1)
    }

    /// Rounds the number as it is written in decimal, halves towards the greater number.
    private static func rounded(_ number: Double, places: Int) -> Double {
        guard number.isFinite else { return number }
        guard abs(places) <= 30 else { return .nan }
        if places < 0 {
            let scale = Foundation.pow(10, Double(-places))
            return (number / scale + 0.5).rounded(.towardZero) * scale
        }
        let (digits, exponent) = NumberText.decimal(abs(number))
        let kept = exponent + 1 + places
        guard kept < digits.count else { return number }
        let sign = number < 0 ? "-" : ""
        guard kept >= 0 else { return Double(sign + "0") ?? .nan }
        let rest = digits.dropFirst(kept)
        let isUp = number < 0 ? rest > "5" : rest >= "5"
        let whole = (UInt64(digits.prefix(kept)) ?? 0) + (isUp ? 1 : 0)
        return Double("\(sign)\(whole)e-\(places)") ?? .nan
    }
}
