import SyncProtocol
import Testing

@Suite struct ContentDigestTests {
    private let body = Array("{\"hello\": \"world\"}\n".utf8)
    private let value = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"

    @Test func `the digest is that of the standard's own example`() {
        #expect(ContentDigest.value(of: body) == value)
        #expect(ContentDigest.value(of: []) == "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:")
    }

    @Test func `a header without a SHA-256 says nothing`() {
        for header in [nil, "", "sha-512=:AAAA:", "SHA-256=:AAAA:", "md5=:AAAA:, sha=:AAAA:"] {
            #expect(ContentDigest.verdict(header, of: body) == .absent, "\(header ?? "none")")
        }
    }

    @Test func `other algorithms and parameters beside it change nothing`() {
        for header in [value, "sha-512=:AAAA:,\t\(value)", "\(value), sha-512=:AAAA:", "\(value);a=1", "\(value) "] {
            #expect(ContentDigest.verdict(header, of: body) == .fits, "\(header)")
        }
        for header in ["sha-256=:AAAA:", "sha-256=", "\(value), sha-256=:AAAA:", value + "x", String(value.dropLast())]
        {
            #expect(ContentDigest.verdict(header, of: body) == .differs, "\(header)")
        }
    }

    @Test func `no flipped bit of the body or of the header passes for whole`() {
        for bit in 0..<body.count * 8 {
            #expect(ContentDigest.verdict(value, of: body.flipping(bit)) == .differs, "bit \(bit)")
        }
        for bit in 0..<value.utf8.count * 8 {
            let header = String(decoding: Array(value.utf8).flipping(bit), as: UTF8.self)
            #expect(ContentDigest.verdict(header, of: body) != .fits, "\(header)")
        }
        for length in 0..<body.count {
            #expect(ContentDigest.verdict(value, of: Array(body[..<length])) == .differs)
        }
    }
}

extension [UInt8] {
    /// The same with one bit changed, counted from the first byte's lowest.
    fileprivate func flipping(_ bit: Int) -> [UInt8] {
        var bytes = self
        bytes[bit / 8] ^= 1 << (bit % 8)
        return bytes
    }
}
