import SyncProtocol
import Testing

@Suite("Vectors: canonical bytes of values") struct ValueVectorTests {
    private struct Document: Decodable {
        let accepted: [Accepted]
        let refused: [Refused]
    }

    private struct Accepted: Decodable {
        let about: String
        let value: ValueNotation
        let bytes: Hex
        let canonical: ValueNotation
    }

    private struct Refused: Decodable {
        let about: String
        let bytes: Hex
    }

    @Test("every type encodes to the bytes that the independent implementation writes, and is read back from them")
    func accepted() throws {
        let cases = try VectorFolder.read(Document.self, "values.json").accepted
        #expect(cases.count >= 35)
        for vector in cases {
            #expect(vector.value.value.encoded == vector.bytes.bytes, "\(vector.about)")
            let read = Value(encoded: vector.bytes.bytes)
            #expect(read == vector.canonical.value, "\(vector.about)")
            #expect(read?.encoded == vector.bytes.bytes, "\(vector.about)")
        }
    }

    @Test("bytes that are not the canonical form of a value are refused, never repaired")
    func refused() throws {
        let cases = try VectorFolder.read(Document.self, "values.json").refused
        #expect(cases.count >= 45)
        for vector in cases {
            #expect(Value(encoded: vector.bytes.bytes) == nil, "\(vector.about)")
        }
    }

    @Test("every accepted value is read from a slice that does not begin at index zero")
    func slices() throws {
        for vector in try VectorFolder.read(Document.self, "values.json").accepted {
            let framed = [0xFF, 0xFF] + vector.bytes.bytes + [0xFF]
            #expect(Value(encoded: framed[2..<framed.count - 1]) == vector.canonical.value, "\(vector.about)")
        }
    }
}
