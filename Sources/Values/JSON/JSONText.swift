internal import FoundationEssentials

/// JSON texts of values that say themselves how they are written (`Codable`).
public enum JSONText {
    /// One line, keys ascending, so that equal values are equal bytes.
    public static func write(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(value))
    }

    /// Reads a text of whoever, which must be one JSON value as ``JSONValue/init(parsing:)`` takes it.
    ///
    /// - Parameters:
    ///   - type: What the value is.
    ///   - bytes: The text.
    ///   - takesNull: Whether U+0000 may stand in a text of it, as in one that shows what a record holds.
    /// - Returns: The value.
    /// - Throws: ``Fault``, ``NullSign``, and `DecodingError` when the value is another.
    public static func read<Value: Decodable>(
        _ type: Value.Type, from bytes: [UInt8], takesNull: Bool = true
    ) throws -> Value {
        guard let json = JSONValue(parsing: bytes) else { throw Fault() }
        guard takesNull || !json.holdsNull else { throw NullSign() }
        return try readOwn(type, from: bytes)
    }

    /// Reads a text that this software wrote or ships, without looking for what only others would write into it.
    ///
    /// - Throws: `DecodingError`.
    public static func readOwn<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
        try JSONDecoder().decode(type, from: Data(bytes))
    }

    /// The text is no JSON, has a key twice, or is nested too deep.
    public struct Fault: Error, Hashable, Sendable {}

    /// U+0000 stands in a text that somebody hands in.
    public struct NullSign: Error, Hashable, Sendable {}
}
