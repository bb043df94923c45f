import SyncProtocol
import Testing

@Suite struct HistoryMarkTests {
    private static let key = [UInt8](0..<32)
    private static let epoch = [UInt8](repeating: 7, count: 16)
    private static let change = ChangeID(bytes: [UInt8](100..<132))

    private func mark(at position: UInt64) throws -> HistoryMark {
        HistoryMark(position: position, change: try #require(Self.change))
    }

    @Test func `a mark is read again by whoever wrote it, and tells of which change it is`() throws {
        let bytes = try mark(at: 1 << 40).bytes(epoch: Self.epoch, key: Self.key)
        #expect(bytes.count == HistoryMark.byteCount)
        let read = try #require(HistoryMark(bytes, epoch: Self.epoch, key: Self.key))
        #expect(read == (try mark(at: 1 << 40)))
        #expect(read.isOf(try #require(Self.change)))
        #expect(!read.isOf(try #require(ChangeID(bytes: [UInt8](101..<133)))))
    }

    @Test func `of two marks the later one is the greater as bytes`() throws {
        let positions: [UInt64] = [1, 2, 255, 256, 65_535, 1 << 32, 1 << 61]
        let bytes = try positions.map { try mark(at: $0).bytes(epoch: Self.epoch, key: Self.key) }
        for (earlier, later) in zip(bytes, bytes.dropFirst()) { #expect(earlier.lexicographicallyPrecedes(later)) }
    }

    @Test func `a mark of which one bit was changed is none, nor one of another epoch, key or length`() throws {
        let bytes = try mark(at: 9).bytes(epoch: Self.epoch, key: Self.key)
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(HistoryMark(changed, epoch: Self.epoch, key: Self.key) == nil, "bit \(bit)")
        }
        #expect(HistoryMark(bytes, epoch: [UInt8](repeating: 8, count: 16), key: Self.key) == nil)
        #expect(HistoryMark(bytes, epoch: Self.epoch, key: [UInt8](1...32)) == nil)
        for count in 0..<bytes.count {
            #expect(HistoryMark(Array(bytes.prefix(count)), epoch: Self.epoch, key: Self.key) == nil)
        }
        #expect(HistoryMark(bytes + [0], epoch: Self.epoch, key: Self.key) == nil)
    }
}
