extension JSONValue {
    /// A value as it says itself how it is written (`Encodable`), its keys in the order in which it writes them.
    ///
    /// What is `nil` is written as null, unless it is ``LeftOut``; the keys of dictionaries ascend. Containers within
    /// containers, as enumerations with values would write them, are not taken.
    ///
    /// - Throws: What the value throws.
    public init(encoding value: any Encodable) throws {
        self = try OrderedEncoder.json(of: value) ?? .null
    }
}

/// A value whose key is left out of JSON where there is none.
@propertyWrapper
public struct LeftOut<Wrapped: Encodable & Sendable>: Encodable, Sendable {
    /// `nil` leaves the key out.
    public var wrappedValue: Wrapped?

    /// - Parameter wrappedValue: `nil` to leave the key out.
    public init(wrappedValue: Wrapped?) { self.wrappedValue = wrappedValue }

    /// The value as it writes itself.
    public func encode(to encoder: any Encoder) throws {
        if wrappedValue == nil, let encoder = encoder as? OrderedEncoder { encoder.isLeftOut = true }
        try wrappedValue.encode(to: encoder)
    }
}

/// What is written so far: one value, or the members of an object, or the elements of an array.
private final class OrderedEncoder: Encoder, SingleValueEncodingContainer {
    private var value = JSONValue.null
    private var members: [JSONValue.Member]?
    private var elements: [JSONValue]?
    var isLeftOut = false
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    /// - Returns: `nil` for what is left out.
    static func json(of value: any Encodable) throws -> JSONValue? {
        switch value {
        case let text as String: return .string(text)
        case let flag as Bool: return .boolean(flag)
        case let number as Int: return .integer(Int64(number))
        case let json as JSONValue: return json
        case let table as [String: any Encodable]:
            let rows = table.sorted { $0.key < $1.key }
            return .object(try rows.map { JSONValue.Member($0.key, try JSONValue(encoding: $0.value)) })
        default:
            let encoder = OrderedEncoder()
            try value.encode(to: encoder)
            if encoder.isLeftOut { return nil }
            return encoder.members.map { .object($0) } ?? encoder.elements.map { .array($0) } ?? encoder.value
        }
    }

    func container<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if members == nil { members = [] }
        return KeyedEncodingContainer(Keyed(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if elements == nil { elements = [] }
        return Unkeyed(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() { value = .null }

    func encode(_ part: some Encodable) throws {
        switch part {
        case let text as String: value = .string(text)
        case let number as any FixedWidthInteger:
            value = Int64(exactly: number).map { .integer($0) } ?? .number("\(number)")
        case let number as Double: value = JSONValue(parsing: Array("\(number)".utf8)) ?? .null
        default: value = try JSONValue(encoding: part)
        }
    }

    private static func refuse() -> Never { preconditionFailure("a container within a container") }

    struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let encoder: OrderedEncoder
        var codingPath: [any CodingKey] { [] }

        func encodeNil(forKey key: Key) { encoder.members?.append(.init(key.stringValue, .null)) }

        func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
            guard let json = try OrderedEncoder.json(of: value) else { return }
            encoder.members?.append(.init(key.stringValue, json))
        }

        func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws { try optional(value, key) }

        // The standard library leaves these out where there is none, unless they are stated one by one.
        func encodeIfPresent(_ value: String?, forKey key: Key) throws { try optional(value, key) }
        func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try optional(value, key) }
        func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try optional(value, key) }
        func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try optional(value, key) }
        func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws { try optional(value, key) }
        func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try optional(value, key) }

        private func optional<T: Encodable>(_ value: T?, _ key: Key) throws {
            if let value { try encode(value, forKey: key) } else { encodeNil(forKey: key) }
        }

        func nestedContainer<Inner>(keyedBy: Inner.Type, forKey: Key) -> KeyedEncodingContainer<Inner> {
            OrderedEncoder.refuse()
        }

        func nestedUnkeyedContainer(forKey: Key) -> any UnkeyedEncodingContainer { OrderedEncoder.refuse() }
        func superEncoder() -> any Encoder { OrderedEncoder.refuse() }
        func superEncoder(forKey: Key) -> any Encoder { OrderedEncoder.refuse() }
    }

    struct Unkeyed: UnkeyedEncodingContainer {
        let encoder: OrderedEncoder
        var codingPath: [any CodingKey] { [] }
        var count: Int { encoder.elements?.count ?? 0 }

        func encodeNil() { encoder.elements?.append(.null) }

        func encode<T: Encodable>(_ value: T) throws { encoder.elements?.append(try JSONValue(encoding: value)) }

        func nestedContainer<Inner>(keyedBy: Inner.Type) -> KeyedEncodingContainer<Inner> { OrderedEncoder.refuse() }
        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { OrderedEncoder.refuse() }
        func superEncoder() -> any Encoder { OrderedEncoder.refuse() }
    }
}
