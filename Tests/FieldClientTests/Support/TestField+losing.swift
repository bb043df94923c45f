import CommunityModel
import FieldClient
import ReplicaStore
import SyncProtocol

extension TestField {
    /// How a published form may be lost.
    enum Loss: CaseIterable {
        /// No record names the version any more.
        case version
        /// Somebody changed the record, and nobody uses it.
        case changed

        fileprivate var field: String { self == .version ? "version" : "digest" }
    }

    /// The forms that ship are on the device no longer as they were published.
    func loseForms(_ loss: Loss = .version) throws {
        let records = try store.replica.records(of: RecordTypes.form).map(\.key)
        guard let field = store.schema.type(RecordTypes.form)?.field(named: loss.field) else { return }
        try arrive { context in
            try records.map { key in try context.write(key, field, .text("lost")) }
        }
    }
}
