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
