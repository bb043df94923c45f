import AdminProtocol
import Foundation
import Testing
import Values

/// The messages of administration as JSON, held against the specification, section "Administration".
@Suite struct MessageTests {
    typealias Message = Codable & Hashable & Sendable

    /// A message as the specification writes it, with all of its keys and with as few as it may have.
    struct Sample: Sendable, CustomTestStringConvertible {
        /// As it stands in the specification: `?` marks what may be missing.
        let notation: String
        let full: any Message
        let bare: any Message

        var testDescription: String { "\(type(of: full))" }

        init<Value: Message>(_ notation: String, _ full: Value, bare: Value? = nil) {
            self.notation = notation
            self.full = full
            self.bare = bare ?? full
        }

        var keys: [Substring] {
            notation.split { !($0.isLetter || $0 == "?") }
        }
        var all: Set<String> { Set(keys.map { $0.filter { $0 != "?" } }) }
        var required: Set<String> { Set(keys.filter { !$0.hasSuffix("?") }.map(String.init)) }
    }

    private static let title = Localized(zh: "标题", en: "Title")
    private static let standard = StandardRecord(
        standard: "s", version: 2, title: title, documentNumber: "65号", groups: 1, indicators: 2, checks: 3, tasks: 4,
        publishedAt: "2026-11-21T00:00:00Z", publishedBy: "admin", digest: "00", damaged: false)
    private static let form = FormRecord(
        form: "f", version: "3", title: "表", languages: ["zh"], questionCount: 5, files: ["a.csv"],
        publishedAt: "2026-11-21T00:00:00Z", publishedBy: "admin", digest: "00", damaged: true)
    private static let visit = ConflictRecord.VisitRow(
        outcome: "completed", startedAt: "2026-11-21T00:00:00Z", enumerators: ["li"], answers: 9)

    private static func candidate(_ visit: ConflictRecord.VisitRow?) -> ConflictRecord.Candidate {
        ConflictRecord.Candidate(
            value: .string("0301"), author: "li", role: "enumerator", device: "li-1",
            writtenAt: "2026-11-21T00:00:00Z", reason: "r", suspect: true, visit: visit)
    }

    private static func conflict(base: JSONValue?, withheld: Bool) -> ConflictRecord {
        ConflictRecord(
            id: "00", recordId: "01", recordType: "household", field: "room", values: [candidate(visit)], version: "02",
            cause: "single", base: base, withheld: withheld, label: "3栋", areas: ["4406"])
    }

    private static func bare(_ record: StandardRecord) -> StandardRecord {
        var bare = record
        (bare.documentNumber, bare.publishedAt, bare.publishedBy) = (nil, nil, nil)
        return bare
    }

    private static let handedIn = DeviceRecord.HandedIn(
        day: "2026-11-28", bytes: 1, changes: 2, records: 3, exceeded: true)

    static let samples: [Sample] = [
        Sample("{login, role, server}", Identity(login: "admin", role: "district", server: "南海区")),
        Sample("{code, name, level, parent}", AreaRow(code: "44", name: "广东省", level: "province", parent: "")),
        Sample("{added, updated, unchanged}", ImportResult(added: 1, updated: 2, unchanged: 3)),
        Sample(
            "{login, name, role, areas, disabled}",
            UserRecord(login: "li", name: "李华", role: "enumerator", areas: ["4406"], disabled: true)),
        Sample(
            "{user, validSeconds?}", EnrollmentOrder(user: "li", validSeconds: 60), bare: EnrollmentOrder(user: "li")),
        Sample("{day, bytes, changes, records, exceeded}", handedIn),
        Sample("{user, validDays?}", TokenOrder(user: "li", validDays: 30), bare: TokenOrder(user: "li")),
        Sample("{token, id, user, expiresAt}", IssuedToken(token: "00", id: "01", user: "li", expiresAt: "a")),
        Sample(
            "{id, user, createdAt, createdBy?, expiresAt?, lastUsed?}",
            TokenRecord(id: "01", user: "li", createdAt: "a", createdBy: "admin", expiresAt: "b", lastUsed: "c"),
            bare: TokenRecord(id: "01", user: "li", createdAt: "a")),
        Sample("{code, expiresAt}", EnrollmentCode(code: "ABCDE-FGHJK", expiresAt: "2026-11-21T00:00:00Z")),
        Sample(
            "{id, name, label, user, enrolledAt, lastSeen?, revoked, handedIn?}",
            DeviceRecord(
                id: "01", name: "li-1", label: "平板", user: "li", enrolledAt: "a", lastSeen: "b", revoked: true,
                handedIn: handedIn),
            bare: DeviceRecord(
                id: "01", name: "li-1", label: "", user: "li", enrolledAt: "a", lastSeen: nil, revoked: false)),
        Sample(
            "{id, recordId, recordType, field, values, version, cause, base?, withheld, label, areas}",
            conflict(base: .null, withheld: true), bare: conflict(base: nil, withheld: false)),
        Sample(
            "{value, author, role, device, writtenAt, reason, suspect, visit?}", candidate(visit),
            bare: candidate(nil)),
        Sample(
            "{outcome?, startedAt, enumerators, answers}", visit,
            bare: ConflictRecord.VisitRow(outcome: nil, startedAt: "a", enumerators: [], answers: 0)),
        Sample("{value, titles}", Titled(["a"], titles: ["completed": title])),
        Sample(
            "{version, take? \\| value?, reason}", ConflictResolution(version: "02", take: 1, value: "v", reason: "r"),
            bare: ConflictResolution(version: "02", take: nil, value: nil, reason: "r")),
        Sample(
            "{schemaVersion, added, extended, unchanged}",
            TypeImportResult(schemaVersion: 4, added: ["a"], extended: [], unchanged: ["b"])),
        Sample(
            "{number, name, titleZh, titleEn, builtIn, fields}",
            TypeRecord(number: 1_000, name: "shop", title: title, builtIn: false, fields: 2)),
        Sample(
            "{type, declaration, records}",
            TypeContent(
                type: TypeRecord(number: 1, name: "area", title: title, builtIn: true, fields: 4), declaration: "{}",
                records: 7)),
        Sample(
            "{standard, version, titleZh, titleEn, documentNumber?, groups, indicators, checks, tasks, publishedAt?,\n"
                + "publishedBy?, digest, damaged}",
            standard, bare: bare(standard)),
        Sample("{outcome, standard}", StandardImportResult(outcome: .restored, standard: standard)),
        Sample(
            "{standard, document}",
            StandardContent(standard: standard, document: "{}")),
        Sample(
            "{form, version, title, languages, questionCount, files, publishedAt?, publishedBy?, digest, damaged}",
            form,
            bare: FormRecord(
                form: "f", version: "", title: "", languages: [], questionCount: 0, files: [], publishedAt: nil,
                publishedBy: nil, digest: "00", damaged: false)),
        Sample(
            "{form, files, isTrial}",
            FormImportRequest(
                form: "PA==", files: ["a.csv": ""], isTrial: true)),
        Sample("{outcome, form}", FormImportResult(outcome: .valid, form: form)),
        Sample("{form, xml, files}", PublishedFormContent(form: form, xml: "<h:html/>", files: ["a.csv": "name\n"])),
        Sample(
            "{name, value, default, stated, unreadable?, disputed, titleZh, titleEn, allowedZh, allowedEn}",
            SettingRecord(
                name: "max_attempts", value: "3", default: "3", stated: true, unreadable: "x", disputed: true,
                title: title, allowed: title),
            bare: SettingRecord(
                name: "max_attempts", value: "3", default: "3", stated: false, unreadable: nil, disputed: false,
                title: title, allowed: title)),
        Sample("{value, reason}", SettingChange(value: "4", reason: "雨季")),
        Sample(
            "{code, text, rows, faults?}",
            AdminProblem(
                code: "rows_invalid", text: "t", rows: [.init(row: 0, field: "room", code: "too_long", text: "t")],
                faults: []),
            bare: AdminProblem(code: "busy", text: "")),
        Sample(
            "{row, field, code, text}", AdminProblem.RowFault(row: 3, field: "room", code: "too_long", text: "t")),
        Sample(
            "{line?, column?, code, path, zh, en}",
            FileFault(line: 1, column: 2, code: "unknown_key", path: "items[3]", zh: "甲", en: "a"),
            bare: FileFault(code: "not_json", path: "", zh: "甲", en: "a")),
        Sample("{zh, en}", title),
    ]

    private static let specification: String = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Protocol/spec.md")
        return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }()

    private func object(_ message: any Message) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: JSONEncoder().encode(message)) as? [String: Any])
    }

    @Test(arguments: samples)
    func `a message has the keys that the specification names, and no others`(sample: Sample) throws {
        #expect(
            Self.specification.contains("`\(sample.notation)`") || Self.specification.contains("`[\(sample.notation)]`")
        )
        #expect(Set(try object(sample.full).keys) == sample.all)
        #expect(Set(try object(sample.bare).keys) == sample.required)
    }

    @Test(arguments: samples)
    func `a message is read back as it was written, and keys that it does not know are passed over`(
        sample: Sample
    ) throws {
        func check(_ message: some Message) throws {
            var json = try object(message)
            #expect(try decoded(json, as: message) == message)
            json["key of a later version"] = ["x"]
            #expect(try decoded(json, as: message) == message)
        }
        try check(sample.full)
        try check(sample.bare)
    }

    @Test(arguments: samples)
    func `a message that lacks a key which it must have is not read`(sample: Sample) throws {
        func check(_ message: some Message) throws {
            for key in sample.required {
                var json = try object(message)
                json[key] = nil
                #expect(throws: DecodingError.self, "without \(key)") { try decoded(json, as: message) }
            }
        }
        try check(sample.full)
    }

    private func decoded<Value: Message>(_ json: [String: Any], as sample: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: JSONSerialization.data(withJSONObject: json))
    }

    @Test func `rows of an import are sent under one key`() throws {
        let batch = ImportBatch(rows: [HouseholdRow(fields: ["room": "0301"])])
        let json = String(decoding: try JSONEncoder().encode(batch), as: UTF8.self)
        #expect(json == #"{"rows":[{"fields":{"room":"0301"}}]}"#)
        #expect(Self.specification.contains("`{rows: [{fields: {NAME: TEXT}}]}`"))
        #expect(Self.specification.contains("`{rows: [{code, name, level, parent}]}`"))
    }

    @Test func `the words of roles and outcomes stay what they are`() {
        #expect(
            UserRole.allCases.map(\.rawValue) == [
                "enumerator", "inspector", "community", "street", "lead_unit", "hospital", "district", "auditor",
                "administrator",
            ])
        for outcome in ["published", "unchanged", "restored", "valid"] {
            #expect(PublishingOutcome(rawValue: outcome) != nil && Self.specification.contains("`\(outcome)`"))
        }
    }
}
