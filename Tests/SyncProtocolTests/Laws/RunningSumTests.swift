import SyncProtocol
import Testing

@Suite("Running sums") struct RunningSumTests {
    @Test("a sum does not depend on order, and taking out what was put in gives the sum before", arguments: Seeds.list)
    func order(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let digests = (0..<20).compactMap { _ in Digest(bytes: random.bytes(32)) }
        var forwards = RunningSum.zero
        var backwards = RunningSum.zero
        for digest in digests { forwards += digest }
        for digest in digests.reversed() { backwards += digest }
        #expect(forwards == backwards && forwards.bytes == backwards.bytes)
        var one = RunningSum.zero
        one += digests[0]
        forwards -= one
        backwards = .zero
        for digest in digests.dropFirst() { backwards += digest }
        #expect(forwards == backwards, "seed \(seed)")
        #expect(RunningSum(bytes: forwards.bytes) == forwards)
    }

    @Test("a carry runs through all 256 bits and falls off the end")
    func carry() throws {
        let ones = try #require(Digest(bytes: [UInt8](repeating: 0xFF, count: 32)))
        let one = try #require(Digest(bytes: [UInt8](repeating: 0, count: 31) + [1]))
        var sum = RunningSum.zero
        sum += ones
        sum += one
        #expect(sum == .zero)
        var back = RunningSum.zero
        var single = RunningSum.zero
        single += one
        back -= single
        #expect(back.bytes == ones.bytes)
    }

    @Test("two equal hashes do not cancel out")
    func twice() throws {
        let digest = try #require(Digest(bytes: [UInt8](repeating: 0x80, count: 32)))
        var sum = RunningSum.zero
        sum += digest
        sum += digest
        #expect(sum != .zero)
    }
}
