internal import FoundationEssentials
public import SyncProtocol
internal import SwiftProtobuf

extension ChangeCodec {
    /// Puts the hashes of payloads in place of the payloads themselves. The id of the change stays what it was.
    /// Specification: section "Identity".
    ///
    /// - Parameters:
    ///   - operations: Indices of the operations whose payloads go; those that are erased already stay so.
    ///   - bytes: A change.
    /// - Returns: The change without these values and their salts.
    /// - Throws: ``ChangeFault`` when the bytes are not a change.
    public static func erasing(_ operations: Set<Int>, of bytes: [UInt8]) throws(ChangeFault) -> [UInt8] {
        guard var envelope = try? WireChange(serializedBytes: bytes) else { throw .damaged }
        for index in envelope.operations.indices where operations.contains(index) {
            let wire = envelope.operations[index]
            guard wire.payloadHash.isEmpty else { continue }
            let hash = ChangeHash.payload(salt: [UInt8](wire.salt), value: [UInt8](wire.value))
            envelope.operations[index].payloadHash = .init(hash.bytes)
            envelope.operations[index].salt = .init()
            envelope.operations[index].value = .init()
        }
        return try serialized(envelope)
    }

    /// Puts the payloads of another copy of a change in place of their hashes. The id of the change stays what it was.
    ///
    /// - Parameters:
    ///   - operations: Indices of the operations whose payloads are taken over; those that the copy lacks too stay as they are.
    ///   - bytes: A change.
    ///   - copy: The same change, so that both have one id.
    /// - Returns: The change with these values and their salts.
    /// - Throws: ``ChangeFault`` when the bytes are not a change.
    public static func filling(
        _ operations: Set<Int>, of bytes: [UInt8], from copy: [UInt8]
    ) throws(ChangeFault) -> [UInt8] {
        guard var envelope = try? WireChange(serializedBytes: bytes),
            let source = try? WireChange(serializedBytes: copy),
            source.operations.count == envelope.operations.count
        else { throw .damaged }
        for index in operations where !envelope.operations[index].payloadHash.isEmpty {
            envelope.operations[index] = source.operations[index]
        }
        return try serialized(envelope)
    }
}
