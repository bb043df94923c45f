/// A number as a text writes it, in its plain form: no exponent, no digit changed.
public struct WrittenNumber {
    /// An integer where the number is written without a point and fits, else its plain digits.
    public let value: JSONValue

    ///
    /// It is `nil` when it is none, or too long when written without its exponent.
    ///
    /// - Parameter bytes: A number by the grammar of RFC 8259, section 6.
    init?(json bytes: ArraySlice<UInt8>) {
        var rest = bytes
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest.removeFirst() }
        let whole = Self.digits(&rest)
        guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return nil }
        var fraction: [UInt8] = []
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = Self.digits(&rest)
            guard !fraction.isEmpty else { return nil }
        }
        guard let exponent = Self.exponent(&rest), rest.isEmpty else { return nil }
        self.init(isNegative: isNegative, whole: whole, fraction: fraction, exponent: exponent)
    }

    ///
    /// It is `nil` when it is too long when written without its exponent.
    ///
    /// - Parameters:
    ///   - isNegative: Whether a minus stands before it.
    ///   - whole: Digits before the point, in ASCII.
    ///   - fraction: Digits behind it.
    ///   - exponent: By how many places the point moves to the right.
    public init?(isNegative: Bool, whole: [UInt8], fraction: [UInt8], exponent: Int) {
        let zero = UInt8(ascii: "0")
        var (whole, fraction) = (whole, fraction)
        guard abs(exponent) <= ValueLimits.jsonNumberPlacesMax else { return nil }
        if exponent > 0 {
            fraction += Array(repeating: zero, count: max(0, exponent - fraction.count))
            whole += fraction.prefix(exponent)
            fraction.removeFirst(exponent)
        } else if exponent < 0 {
            whole = Array(repeating: zero, count: max(0, 1 - exponent - whole.count)) + whole
            fraction = whole.suffix(-exponent) + fraction
            whole.removeLast(-exponent)
        }
        whole = Array(whole.drop { $0 == zero })
        let digits = (isNegative ? "-" : "") + (whole.isEmpty ? "0" : String(decoding: whole, as: UTF8.self))
        if fraction.isEmpty {
            value = Int64(digits).map(JSONValue.integer) ?? .number(digits)
        } else {
            value = .number(digits + "." + String(decoding: fraction, as: UTF8.self))
        }
    }

    private static func digits(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        let digits = rest.prefix { (48...57).contains($0) }
        rest = rest.dropFirst(digits.count)
        return Array(digits)
    }

    /// - Returns: 0 where no exponent is written; `nil` when one begins and is none.
    private static func exponent(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let sign = rest.first, sign | 0x20 == UInt8(ascii: "e") else { return 0 }
        rest.removeFirst()
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let digits = Self.digits(&rest)
        guard let exponent = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
        return isNegative ? -exponent : exponent
    }
}
