extension JSONValue {
    /// A value as it says itself how it is written (`Encodable`), its keys in the order in which it writes them.
    ///
    /// What is `nil` is written as null, unless it is ``LeftOut``; the keys of dictionaries ascend.
    ///
    /// - Throws: What the value throws.
    public init(encoding value: any Encodable) throws {
        switch value {
        case let json as JSONValue: self = json
        case let text as String: self = .string(text)
        case let flag as Bool: self = .boolean(flag)
        case let number as Int: self = .integer(Int64(number))
        case let number as any FixedWidthInteger:
            self = Int64(exactly: number).map { .integer($0) } ?? .number("\(number)")
        case let number as Double: self = JSONValue(parsing: Array("\(number)".utf8)) ?? .null
        case let table as [String: any Encodable]:
            self = .object(
                try table.sorted { $0.key < $1.key }.map { Member($0.key, try JSONValue(encoding: $0.value)) })
        default:
            let encoder = OrderedEncoder()
            try value.encode(to: encoder)
            self = encoder.json
        }
    }
}

/// A value whose key is left out of JSON where there is none.
@propertyWrapper
public struct LeftOut<Wrapped: Encodable & Sendable>: Encodable, Sendable {
    public var wrappedValue: Wrapped?

    public init(wrappedValue: Wrapped?) { self.wrappedValue = wrappedValue }

    public func encode(to encoder: any Encoder) throws { try wrappedValue.encode(to: encoder) }
}

private protocol MayBeLeftOut { var isLeftOut: Bool { get } }

extension LeftOut: MayBeLeftOut { fileprivate var isLeftOut: Bool { wrappedValue == nil } }

/// What is written so far. Parts that are written by an encoder of their own are finished when the whole is.
private final class OrderedEncoder: Encoder, SingleValueEncodingContainer {
    enum Content {
        case value(JSONValue)
        case object([(name: String, part: Content)])
        case array([Content])
        case later(OrderedEncoder)

        var json: JSONValue {
            switch self {
            case .value(let json): json
            case .object(let members): .object(members.map { Member($0.name, $0.part.json) })
            case .array(let parts): .array(parts.map(\.json))
            case .later(let encoder): encoder.json
            }
        }

        private typealias Member = JSONValue.Member
    }

    var content = Content.value(.null)
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    var json: JSONValue { content.json }

    func container<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .object = content {} else { content = .object([]) }
        return KeyedEncodingContainer(Keyed(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .array = content {} else { content = .array([]) }
        return Unkeyed(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() { content = .value(.null) }

    func encode(_ value: some Encodable) throws { content = .value(try JSONValue(encoding: value)) }

    func append(_ part: Content, as name: String) {
        guard case .object(var members) = content else { return }
        content = .value(.null)
        members.append((name, part))
        content = .object(members)
    }

    func append(_ part: Content) {
        guard case .array(var parts) = content else { return }
        content = .value(.null)
        parts.append(part)
        content = .array(parts)
    }

    struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let encoder: OrderedEncoder
        var codingPath: [any CodingKey] { [] }

        func encodeNil(forKey key: Key) { encoder.append(.value(.null), as: key.stringValue) }

        func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
            if let value = value as? any MayBeLeftOut, value.isLeftOut { return }
            encoder.append(.value(try JSONValue(encoding: value)), as: key.stringValue)
        }

        func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
            try optional(value, key)
        }

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

        func nestedContainer<Inner>(keyedBy: Inner.Type, forKey key: Key) -> KeyedEncodingContainer<Inner> {
            later(key.stringValue).container(keyedBy: keyedBy)
        }

        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            later(key.stringValue).unkeyedContainer()
        }

        func superEncoder() -> any Encoder { later("super") }

        func superEncoder(forKey key: Key) -> any Encoder { later(key.stringValue) }

        private func later(_ name: String) -> OrderedEncoder {
            let inner = OrderedEncoder()
            encoder.append(.later(inner), as: name)
            return inner
        }
    }

    struct Unkeyed: UnkeyedEncodingContainer {
        let encoder: OrderedEncoder
        var codingPath: [any CodingKey] { [] }
        var count: Int { if case .array(let parts) = encoder.content { parts.count } else { 0 } }

        func encodeNil() { encoder.append(.value(.null)) }

        func encode<T: Encodable>(_ value: T) throws { encoder.append(.value(try JSONValue(encoding: value))) }

        func nestedContainer<Inner>(keyedBy: Inner.Type) -> KeyedEncodingContainer<Inner> {
            later().container(keyedBy: keyedBy)
        }

        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { later().unkeyedContainer() }

        func superEncoder() -> any Encoder { later() }

        private func later() -> OrderedEncoder {
            let inner = OrderedEncoder()
            encoder.append(.later(inner))
            return inner
        }
    }
}
