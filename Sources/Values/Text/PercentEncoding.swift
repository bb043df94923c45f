/// Words in addresses (RFC 3986, section 2.1).
extension String {
    /// With everything but RFC 3986's unreserved characters written as `%XX`; so is a word of dots alone, which would
    /// make another path of it (section 5.2.4).
    public var percentEncoded: String {
        let digits = Array("0123456789ABCDEF")
        let isDots = utf8.allSatisfy { $0 == UInt8(ascii: ".") }
        var text = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: ".") where !isDots:
                text += "."
            default:
                text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return text
    }

    /// The word that such a text stands for; what is no escape stays as it is.
    ///
    /// - Returns: `nil` where the bytes are no UTF-8.
    public var percentDecoded: String? {
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
                rest.first.map({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) == true
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
