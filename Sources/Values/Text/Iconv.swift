internal import Glibc

/// Text in other encodings than UTF-8, by iconv(3).
enum Iconv {
    /// - Parameters:
    ///   - bytes: The text.
    ///   - encoding: As iconv knows it.
    /// - Returns: The text in UTF-8, and `nil`; or how many bytes could be read. No byte is read where the system does not
    ///   know the encoding.
    static func utf8(of bytes: [UInt8], in encoding: String) -> (text: [UInt8]?, read: Int) {
        guard let converter = iconv_open("UTF-8", encoding), Int(bitPattern: converter) != -1 else { return (nil, 0) }
        defer { iconv_close(converter) }
        var input = bytes.map { CChar(bitPattern: $0) }
        // One byte becomes at most three, such as a katakana of half width.
        var output = [CChar](repeating: 0, count: bytes.count * 3)
        var inputLeft = input.count
        var outputLeft = output.count
        let result = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                var from = source.baseAddress
                var to = target.baseAddress
                return iconv(converter, &from, &inputLeft, &to, &outputLeft)
            }
        }
        guard result != -1, inputLeft == 0 else { return (nil, bytes.count - inputLeft) }
        return (output[..<(output.count - outputLeft)].map { UInt8(bitPattern: $0) }, bytes.count)
    }
}
