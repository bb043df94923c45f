import SyncProtocol
import Testing

@Suite("Protocol versions") struct ProtocolRangeTests {
    @Test(
        "the greatest version that both speak is chosen, and none where the ranges do not meet",
        arguments: [
            (1, 1, 1, 1, 1), (1, 3, 2, 5, 3), (2, 5, 1, 3, 3), (1, 1, 2, 2, 0), (4, 6, 1, 3, 0), (1, 9, 3, 3, 3),
        ] as [(UInt32, UInt32, UInt32, UInt32, UInt32)])
    func common(lowest: UInt32, highest: UInt32, low: UInt32, high: UInt32, version: UInt32) {
        let range = ProtocolRange(lowest: lowest, highest: highest)
        let other = ProtocolRange(lowest: low, highest: high)
        #expect(range.common(with: other) == (version == 0 ? nil : version))
        #expect(other.common(with: range) == range.common(with: other))
    }
}
