/// An exact rational number.
///
/// Arithmetic gives `nil` where a result does not fit 128 bits; comparison always works, in 256 bits.
public struct ExactFraction: Hashable, Sendable {
    /// Carries the sign.
    public let numerator: Int128
    /// Greater than zero, and without a factor in common with the numerator.
    public let denominator: Int128

    /// What a share of nothing is, and what a whole is in hundredths.
    public static let zero = ExactFraction(0), hundred = ExactFraction(100)

    /// A whole number.
    public init(_ number: Int64) {
        numerator = Int128(number)
        denominator = 1
    }

    /// A decimal has at most 34 digits, so that every one fits.
    public init(_ decimal: ExactDecimal) {
        var digits: Int128 = 0
        var scale: Int128 = 1
        var isNegative = false
        var isBehindPoint = false
        for byte in decimal.description.utf8 {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): isBehindPoint = true
            default:
                digits = digits * 10 + Int128(byte - UInt8(ascii: "0"))
                if isBehindPoint { scale *= 10 }
            }
        }
        let factor = Self.commonFactor(digits.magnitude, scale.magnitude)
        numerator = (isNegative ? -digits : digits) / factor
        denominator = scale / factor
    }

    /// A number in lowest terms; `nil` when the denominator is zero, or when a part cannot change its sign in 128 bits.
    ///
    /// - Parameters:
    ///   - numerator: Any number.
    ///   - denominator: Any number; its sign goes to the numerator.
    public init?(numerator: Int128, denominator: Int128) {
        guard denominator != 0, numerator != .min, denominator != .min else { return nil }
        let factor = Self.commonFactor(numerator.magnitude, denominator.magnitude) * (denominator < 0 ? -1 : 1)
        self.numerator = numerator / factor
        self.denominator = denominator / factor
    }

    /// Whether it is neither above nor below zero.
    public var isZero: Bool { numerator == 0 }
    /// Whether it is below zero.
    public var isNegative: Bool { numerator < 0 }

    /// Euclid's algorithm, in 64 bits as soon as both numbers fit, which they nearly always do.
    private static func commonFactor(_ left: UInt128, _ right: UInt128) -> Int128 {
        if right == 1 || left == 1 { return 1 }
        var (left, right) = (left, right)
        while right != 0 {
            if left <= UInt64.max, right <= UInt64.max { return commonFactor(UInt64(left), UInt64(right)) }
            (left, right) = (right, left % right)
        }
        return max(1, Int128(left))
    }

    private static func commonFactor(_ left: UInt64, _ right: UInt64) -> Int128 {
        var (left, right) = (left, right)
        while right != 0 { (left, right) = (right, left % right) }
        return max(1, Int128(left))
    }
}

extension ExactFraction: ExpressibleByIntegerLiteral {
    /// As ``init(_:)-(Int64)``.
    public init(integerLiteral number: Int64) { self.init(number) }
}

extension ExactFraction: Comparable {
    /// By cross products in 256 bits, which never overflow.
    public static func < (left: Self, right: Self) -> Bool {
        if left.denominator == right.denominator { return left.numerator < right.numerator }
        let first = left.numerator.multipliedFullWidth(by: right.denominator)
        let second = right.numerator.multipliedFullWidth(by: left.denominator)
        return (first.high, first.low) < (second.high, second.low)
    }
}

extension ExactFraction {
    /// - Returns: `nil` when the sum does not fit.
    public func plus(_ other: Self) -> Self? {
        if denominator == 1, other.denominator == 1 {
            return Self.fitting(numerator.addingReportingOverflow(other.numerator)).flatMap {
                Self(numerator: $0, denominator: 1)
            }
        }
        guard let left = Self.fitting(numerator.multipliedReportingOverflow(by: other.denominator)),
            let right = Self.fitting(other.numerator.multipliedReportingOverflow(by: denominator)),
            let sum = Self.fitting(left.addingReportingOverflow(right)),
            let scale = Self.fitting(denominator.multipliedReportingOverflow(by: other.denominator))
        else { return nil }
        return Self(numerator: sum, denominator: scale)
    }

    /// - Returns: `nil` when the difference does not fit.
    public func minus(_ other: Self) -> Self? { other.negated.flatMap(plus) }

    /// - Returns: `nil` when the product does not fit.
    public func times(_ other: Self) -> Self? {
        guard let product = Self.fitting(numerator.multipliedReportingOverflow(by: other.numerator)),
            let scale = Self.fitting(denominator.multipliedReportingOverflow(by: other.denominator))
        else { return nil }
        return Self(numerator: product, denominator: scale)
    }

    /// - Returns: `nil` when the divisor is zero or the quotient does not fit.
    public func divided(by other: Self) -> Self? {
        Self(numerator: other.denominator, denominator: other.numerator).flatMap(times)
    }

    private var negated: Self? { Self(numerator: 0 &- numerator, denominator: denominator) }

    private static func fitting(_ result: (partialValue: Int128, overflow: Bool)) -> Int128? {
        result.overflow ? nil : result.partialValue
    }
}

extension ExactFraction: CustomStringConvertible {
    /// Decimal digits: all of them where at most six places are needed, else rounded half up with `≈` before them.
    public var description: String {
        let whole = numerator.magnitude / denominator.magnitude
        let rest = numerator.magnitude % denominator.magnitude
        let million = UInt128(1_000_000)
        var (millionths, remainder) = denominator.magnitude.dividingFullWidth(rest.multipliedFullWidth(by: million))
        let isExact = remainder == 0
        if !isExact, remainder >= denominator.magnitude - remainder { millionths += 1 }
        let carried = whole + millionths / million
        var places = String(million + millionths % million).dropFirst()
        while places.last == "0" { places.removeLast() }
        let isZero = carried == 0 && places.isEmpty
        return (isExact ? "" : "≈") + (isNegative && !isZero ? "-" : "") + String(carried)
            + (places.isEmpty ? "" : ".\(places)")
    }
}
