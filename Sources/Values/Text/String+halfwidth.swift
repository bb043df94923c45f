extension StringProtocol {
    /// The text with full-width digits, letters and signs as the plain ones that they stand for: U+FF01 to U+FF5E lie as far
    /// above ASCII everywhere (Unicode, block "Halfwidth and Fullwidth Forms"), and the ideographic space is a space.
    ///
    /// Chinese input methods commit `１２：３０` where a number or a time is meant.
    public var halfwidth: String {
        var plain = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: plain.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
            case 0x3000: plain.append(" ")
            default: plain.append(scalar)
            }
        }
        return String(plain)
    }
}
