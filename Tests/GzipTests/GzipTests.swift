import Gzip
import Testing

@Suite struct GzipTests {
    /// Bytes that do not compress: a linear congruential sequence (Numerical Recipes, section 7.1).
    private static func noise(_ count: Int) -> [UInt8] {
        var state: UInt32 = 1
        return (0..<count).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(truncatingIfNeeded: state >> 24)
        }
    }

    private static let samples: [[UInt8]] = [
        [], [7], Array("入户 ruhu".utf8), [UInt8](repeating: 0x41, count: 300_000), noise(200_000),
    ]

    @Test(arguments: samples.indices, [Int32(0), 1, 6, 9])
    func `packed bytes unpack to themselves`(sample: Int, level: Int32) throws {
        let bytes = Self.samples[sample]
        let packed = try Gzip.compress(bytes, level: level)
        #expect(try Gzip.decompress(packed, limit: bytes.count) == bytes)
    }

    @Test func `repeating text gets much smaller`() throws {
        #expect(try Gzip.compress([UInt8](repeating: 0x41, count: 100_000)).count < 1_000)
    }

    @Test func `the same bytes pack to the same bytes`() throws {
        #expect(try Gzip.compress(Self.noise(1_000)) == Gzip.compress(Self.noise(1_000)))
    }

    @Test func `a stream made by the gzip program unpacks`() throws {
        // printf 'ruhu\n' | gzip -n
        let packed: [UInt8] = [
            0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x2b, 0x2a, 0xcd, 0x28, 0xe5, 0x02, 0x00,
            0x29, 0xea, 0x88, 0xed, 0x05, 0x00, 0x00, 0x00,
        ]
        #expect(try Gzip.decompress(packed, limit: 5) == Array("ruhu\n".utf8))
    }

    @Test func `several members unpack as one`() throws {
        let packed = try Gzip.compress(Array("ru".utf8)) + Gzip.compress([]) + Gzip.compress(Array("hu".utf8))
        #expect(try Gzip.decompress(packed, limit: 4) == Array("ruhu".utf8))
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 99_999])
    func `one byte more than the limit is too large`(limit: Int) throws {
        let packed = try Gzip.compress([UInt8](repeating: 0x41, count: limit + 1))
        #expect(throws: GzipError.tooLarge(limit: limit)) { try Gzip.decompress(packed, limit: limit) }
        #expect(try Gzip.decompress(packed, limit: limit + 1).count == limit + 1)
    }

    @Test func `the limit holds over all members together`() throws {
        let member = try Gzip.compress([UInt8](repeating: 0x41, count: 60))
        #expect(throws: GzipError.tooLarge(limit: 100)) { try Gzip.decompress(member + member, limit: 100) }
    }

    @Test func `a bomb stops at the limit and the damage behind it is never reached`() throws {
        var bomb = try Gzip.compress([UInt8](repeating: 0, count: 64 << 20), level: 9)
        bomb[bomb.count - 5] ^= 0xff
        #expect(bomb.count < 100_000)
        #expect(throws: GzipError.tooLarge(limit: 1_000)) { try Gzip.decompress(bomb, limit: 1_000) }
    }

    @Test func `every cut of a stream is truncated`() throws {
        let packed = try Gzip.compress(Array("入户登记 入户登记 入户登记".utf8))
        for count in 0..<packed.count {
            #expect(throws: GzipError.truncated) { try Gzip.decompress(Array(packed[..<count]), limit: 1_000) }
        }
    }

    @Test func `bytes that are not gzip are damaged`() {
        #expect(throws: GzipError.damaged) { try Gzip.decompress(Array("hello, this is text".utf8), limit: 1_000) }
    }

    @Test func `a wrong checksum is damaged`() throws {
        var packed = try Gzip.compress(Array("ruhu".utf8))
        packed[packed.count - 8] ^= 0x01
        #expect(throws: GzipError.damaged) { try Gzip.decompress(packed, limit: 1_000) }
    }

    @Test(arguments: [[0x00, 0x00], Array("trailing".utf8), [0x1f, 0x00]] as [[UInt8]])
    func `garbage after the stream is damaged`(garbage: [UInt8]) throws {
        let packed = try Gzip.compress(Array("ruhu".utf8)) + garbage
        #expect(throws: GzipError.damaged) { try Gzip.decompress(packed, limit: 1_000) }
    }

    @Test func `no flipped bit crashes or passes the limit`() throws {
        let packed = try Gzip.compress(Array("入户登记表, 入户登记表, 2025".utf8))
        for bit in 0..<packed.count * 8 {
            var flipped = packed
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            // Bits of the header that carry no meaning may flip unseen, so both outcomes are right.
            if let bytes = try? Gzip.decompress(flipped, limit: 100) { #expect(bytes.count <= 100) }
        }
    }
}
