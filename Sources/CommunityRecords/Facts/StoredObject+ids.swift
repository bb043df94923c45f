internal import SyncProtocol
internal import Values

extension StoredObject {
    /// The id of a JSON string that is one; `nil` for any other value.
    static func id(_ value: Range<Int>, in json: Span<UInt8>) -> RecordID? {
        guard value.count == 38 else { return nil }
        var halves: (high: UInt64, low: UInt64) = (0, 0)
        var count = 0
        for index in value.lowerBound + 1..<value.upperBound - 1 where json[index] != UInt8(ascii: "-") {
            guard let digit = digit(json[index]) else { return nil }
            if count < 16 {
                halves.high = halves.high << 4 | UInt64(digit)
            } else {
                halves.low = halves.low << 4 | UInt64(digit)
            }
            count += 1
        }
        return count == 32 ? RecordID(high: halves.high, low: halves.low) : nil
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
