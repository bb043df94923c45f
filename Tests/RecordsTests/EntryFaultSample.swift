import Records
import SyncProtocol
import Values

/// What a field with a limit says.
enum EntryFaultSample {
    static let belowMinimum: EntryFault = {
        let field = Field(
            number: FieldNumber(rawValue: 16), name: "age", title: Localized(zh: "年龄", en: "Age"), type: .integer,
            minimum: 18)
        return EntryFault(.belowMinimum(18), field: field, given: "17")
    }()
}
