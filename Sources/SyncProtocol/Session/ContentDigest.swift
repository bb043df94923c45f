/// The digest that stands beside a message's body (RFC 9530): SHA-256 over the bytes as they are sent, packed or not.
///
/// TCP's checksum has 16 bits, and whatever stands on the way writes it anew. A changed bit of a change is another
/// change, in the same person's name. Specification: section "Sessions".
public enum ContentDigest {
    /// The name of the header.
    public static let header = "Content-Digest"

    /// What a header says of a body.
    public enum Verdict: Hashable, Sendable {
        /// There is no SHA-256 in it.
        case absent
        /// The body is the one that was sent.
        case fits
        /// The body is another one, or the header was damaged.
        case differs
    }

    /// The header's value for a body.
    public static func value(of body: [UInt8]) -> String { "\(name):\(base64(Digest.of(body).bytes)):" }

    /// Holds a body against the header that came with it.
    ///
    /// - Parameters:
    ///   - header: The header's value, several joined by commas; `nil` for none.
    ///   - body: The body as it came, before it is unpacked.
    /// - Returns: Whether it is the one that was sent, so far as the header says.
    public static func verdict(_ header: String?, of body: [UInt8]) -> Verdict {
        let stated = (header ?? "").utf8.split(separator: UInt8(ascii: ",")).map { member in
            String(Substring(member.drop { $0 == 0x20 || $0 == 0x09 }))
        }.filter { $0.hasPrefix(name) }
        guard !stated.isEmpty else { return .absent }
        let own = value(of: body)
        return stated.allSatisfy { $0 == own || $0.hasPrefix(own + ";") || $0.hasPrefix(own + " ") } ? .fits : .differs
    }

    /// A key of the header and its equals sign; keys are in lower case (RFC 8941, section 3.2).
    private static let name = "sha-256="

    /// RFC 4648, section 4.
    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for digit in 0..<4 {
                text.append(digit <= group.count ? alphabet[bits >> (18 - 6 * digit) & 63] : "=")
            }
        }
        return text
    }
}
