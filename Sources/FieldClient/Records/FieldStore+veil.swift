public import CommunityModel
internal import ReplicaStore
public import SyncProtocol

extension FieldStore {
    /// What of a record is withheld from whoever looks at it.
    ///
    /// - Parameter key: The record.
    /// - Returns: The veil; it hides nothing of a record that is not here.
    /// - Throws: ``StoreError``.
    public func veil(of key: RecordKey) throws -> AnswerVeil {
        let type = schema.type(key.type)
        // Only visits have answers that are withheld; the form of no other record need be read.
        guard key.type == RecordTypes.visit, let type, let view = try replica.record(key)?.view else {
            return AnswerVeil(type, form: nil)
        }
        let form: String? = if case .text(let form)? = view.value("form", of: type) { form } else { nil }
        return AnswerVeil(type, form: form)
    }
}
