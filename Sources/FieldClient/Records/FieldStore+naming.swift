public import SyncProtocol
internal import ReplicaStore
public import Values

extension FieldStore {
    /// The beginning of a record's id that no other record shares, written so that it begins the whole id.
    public func shortID(_ id: RecordID) throws -> String { id.beginning(try replica.shortIDLength(id)) }

    /// What names a record for people: the label fields of its type; empty when the record is not here.
    public func label(of key: RecordKey) throws -> Localized {
        guard let type = schema.type(key.type), let record = try replica.record(key),
            let object = FlatObject(record.json)
        else { return Localized(zh: "", en: "") }
        var zh: [String] = []
        var en: [String] = []
        for name in type.label {
            guard let text = object.text(name), !text.isEmpty else { continue }
            let choice = type.field(named: name)?.choices.first { $0.code == text }
            zh.append(choice?.title.zh ?? text)
            en.append(choice?.title.en ?? text)
        }
        return Localized(zh: zh.joined(separator: " "), en: en.joined(separator: " "))
    }
}

extension RecordID {
    /// The first digits, with the hyphens that stand between them.
    func beginning(_ digits: Int) -> String {
        var text = ""
        var count = 0
        for character in description {
            if count == digits { break }
            text.append(character)
            if character != "-" { count += 1 }
        }
        return text
    }
}
