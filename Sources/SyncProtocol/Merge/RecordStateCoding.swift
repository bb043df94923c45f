/// The stored form of a ``RecordState``: private to a store, compact, and damaged bytes are noticed when it is read.
///
/// Layout, all numbers unsigned LEB128: version 1; number of changes referred to; per change: id, clock, flags
/// (1 = suspect), role; number of fields; per field: number, cell, number of writes, per write: index of the change,
/// operation, value, number of dots seen with change ids in full; number of missing dots in the same way.
extension RecordState {
    /// Bytes from which the state is read again, without its key.
    public var stored: [UInt8] {
        var writer = CompactWriter()
        writer.number(1)
        var indexes: [ChangeID: Int] = [:]
        var sources: [LiveWrite] = []
        for write in fields.lazy.flatMap(\.writes) where indexes[write.dot.change] == nil {
            indexes[write.dot.change] = sources.count
            sources.append(write)
        }
        writer.number(sources.count)
        for source in sources {
            writer.fixed(source.dot.change)
            writer.number(source.clock.microseconds)
            writer.number(source.isSuspect ? 1 : 0)
            writer.bytes(Array(source.role.utf8))
        }
        writer.number(fields.count)
        for field in fields {
            writer.number(UInt64(field.key.field.rawValue))
            writer.bytes(field.key.cell)
            writer.number(field.writes.count)
            for write in field.writes {
                writer.number(indexes[write.dot.change] ?? 0)
                writer.number(UInt64(write.dot.operation))
                writer.bytes(write.value)
                writer.dots(write.saw)
            }
        }
        writer.number(missing.count)
        for entry in missing.sorted(by: { ($0.dot, $0.key) < ($1.dot, $1.key) }) {
            writer.dots([entry.dot])
            writer.number(UInt64(entry.key.field.rawValue))
            writer.bytes(entry.key.cell)
        }
        return writer.output
    }

    /// - Returns: `nil` when the bytes are not a whole stored state.
    public init?(key: RecordKey, stored bytes: [UInt8]) {
        var reader = CompactReader(bytes)
        guard reader.number() == 1, let sourceCount = reader.count() else { return nil }
        var sources: [(id: ChangeID, clock: ClockStamp, isSuspect: Bool, role: String)] = []
        for _ in 0..<sourceCount {
            guard let id = reader.fixed(ChangeID.self), let clock = reader.number(), let flags = reader.number(),
                flags < 2, let role = reader.bytes().flatMap({ String(validating: $0, as: UTF8.self) })
            else { return nil }
            sources.append((id, ClockStamp(microseconds: clock), flags == 1, role))
        }
        guard let fieldCount = reader.count() else { return nil }
        var fields: [FieldWrites] = []
        for _ in 0..<fieldCount {
            guard let key = reader.fieldKey(), let writeCount = reader.count() else { return nil }
            var writes: [LiveWrite] = []
            for _ in 0..<writeCount {
                guard let index = reader.count(), index < sources.count, let operation = reader.number(),
                    operation <= UInt64(UInt32.max), let value = reader.bytes(), let saw = reader.dots()
                else { return nil }
                let source = sources[index]
                writes.append(
                    LiveWrite(
                        dot: Dot(change: source.id, operation: UInt32(operation)), clock: source.clock,
                        role: source.role, isSuspect: source.isSuspect, value: value, saw: saw))
            }
            fields.append(FieldWrites(key: key, writes: writes))
        }
        guard let missingCount = reader.count() else { return nil }
        var missing: Set<Missing> = []
        for _ in 0..<missingCount {
            guard let dots = reader.dots(), let dot = dots.first, let key = reader.fieldKey() else { return nil }
            missing.insert(Missing(dot: dot, key: key))
        }
        guard reader.isAtEnd else { return nil }
        self.init(key: key, fields: fields, missing: missing)
    }
}

private struct CompactWriter {
    var output: [UInt8] = []

    mutating func number(_ value: Int) { number(UInt64(value)) }

    mutating func number(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        output.append(UInt8(rest))
    }

    mutating func bytes(_ bytes: [UInt8]) {
        number(bytes.count)
        output += bytes
    }

    mutating func fixed(_ id: some FixedBytes) { id.append(to: &output) }

    mutating func dots(_ dots: [Dot]) {
        number(dots.count)
        for dot in dots {
            fixed(dot.change)
            number(UInt64(dot.operation))
        }
    }
}

private struct CompactReader {
    private let input: [UInt8]
    private var position = 0

    init(_ input: [UInt8]) { self.input = input }

    var isAtEnd: Bool { position == input.count }

    mutating func number() -> UInt64? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < input.count, shift < 64 {
            let byte = input[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }

    /// A number of elements, which can never exceed the bytes that are left.
    mutating func count() -> Int? {
        guard let value = number(), value <= UInt64(input.count) else { return nil }
        return Int(value)
    }

    mutating func bytes() -> [UInt8]? {
        guard let count = count(), count <= input.count - position else { return nil }
        defer { position += count }
        return Array(input[position..<position + count])
    }

    mutating func fixed<ID: FixedBytes>(_: ID.Type) -> ID? {
        guard ID.byteCount <= input.count - position else { return nil }
        defer { position += ID.byteCount }
        return ID(bytes: input[position..<position + ID.byteCount])
    }

    mutating func fieldKey() -> FieldKey? {
        guard let field = number(), field <= UInt64(UInt32.max), let cell = bytes() else { return nil }
        return FieldKey(FieldNumber(rawValue: UInt32(field)), cell: cell)
    }

    mutating func dots() -> [Dot]? {
        guard let count = count() else { return nil }
        var dots: [Dot] = []
        for _ in 0..<count {
            guard let change = fixed(ChangeID.self), let operation = number(), operation <= UInt64(UInt32.max)
            else { return nil }
            dots.append(Dot(change: change, operation: UInt32(operation)))
        }
        return dots
    }
}
