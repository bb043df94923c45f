internal import CommunityModel
internal import Failures
internal import Questionnaires
internal import ReplicaStore
internal import SyncProtocol

extension FieldStore {
    /// The form that a visit fills when none is named.
    public static var defaultForm: String { "household-survey" }

    /// A published form.
    ///
    /// - Parameters:
    ///   - id: The form's id.
    ///   - version: The version; `nil` for the one in force.
    /// - Returns: The form.
    /// - Throws: ``Failure`` `form_unknown`; ``StoreError``.
    func formDefinition(_ id: String, version: String?) throws -> FormDefinition {
        var found: (version: String, xml: String)?
        for record in try replica.records(of: RecordTypes.form) {
            guard let object = FlatObject(record.json), object.text("form") == id,
                let itsVersion = object.text("version"), case .object(let parts)? = object.value("document")
            else { continue }
            let texts = parts.sorted { $0.name < $1.name }.map { part in
                if case .string(let text) = part.value { text } else { "" }
            }
            if let version, version != itsVersion { continue }
            if let found, found.version.utf8.count > itsVersion.utf8.count || found.version > itsVersion { continue }
            found = (itsVersion, texts.joined())
        }
        guard let found else {
            throw Failure(
                code: "form_unknown", status: .data,
                message: Localized(
                    zh: "本机没有问卷 \(id)\(version.map { "第 \($0) 版" } ?? "")。",
                    en: "This device has no form \(id)\(version.map { ", version \($0)" } ?? "")."),
                hint: Localized(
                    zh: "请先运行 ruhu sync 取得问卷。", en: "Run `ruhu sync` first: it brings the forms."))
        }
        return try FormDefinition.parse(xml: found.xml)
    }
}
