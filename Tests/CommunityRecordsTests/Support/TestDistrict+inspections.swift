import BuiltInContent
import ReplicaStore
import StandardFiles
import Standards
import SyncProtocol
import Testing
import Values

@testable import CommunityRecords

/// The standards that ship, by the two letters and two digits that their codes begin with.
enum Shipped {
    static let files: [String: StandardFile] = Dictionary(
        uniqueKeysWithValues: BuiltInFiles.standards.compactMap { file in
            guard let read = try? StandardFile.read(bytes: file.bytes, name: file.name).get(),
                let code = read.standard.indicators.first?.code
            else { return nil }
            return (String(code.prefix(4)), read)
        })

    /// The standard that has an indicator.
    static func standard(of code: String) throws -> Standard {
        try #require(files[String(code.prefix(4))], "no standard for \(code)").standard
    }
}

extension TestDistrict {
    /// Records an inspection.
    @discardableResult
    func inspect(
        _ standard: Standard, in area: String = community, on day: String, kind: String = "inspection",
        isSubmitted: Bool = true, exempting exemptions: [String: String] = [:], _ values: [String: Value]
    ) throws -> RecordID {
        let type = try type("inspection")
        return try store.save(as: Self.li, handsIn: true) { context in
            let key = RecordKey(id: context.newID(), type: type.number)
            var writes: [ChangeDraft.Write] = []
            let fields: [(String, Value)] = [
                ("area", .text(area)), ("standard", .text(standard.id)),
                ("standard_version", .integer(Int64(standard.version))), ("kind", .choice(kind)),
                ("date", .date(try date(day))), ("submitted", .boolean(isSubmitted)),
            ]
            for (name, value) in fields {
                writes.append(try context.write(key, try #require(type.field(named: name)), value))
            }
            let cells =
                values.map { ("values", $0.key, $0.value) }
                + exemptions.map { ("exemptions", $0.key, Value.text($0.value)) }
            for (name, cell, value) in cells.sorted(by: { $0.1 < $1.1 }) {
                let field = try #require(type.field(named: name))
                writes.append(try context.write(key, field, cell: Array(cell.utf8), value))
            }
            return Save([ChangeDraft(writes: writes)], giving: key.id)
        }.result
    }

    func inspection(_ id: RecordID) throws -> Inspection {
        let type = try type("inspection")
        let record = try #require(try store.record(RecordKey(id: id, type: type.number)))
        return try #require(Inspection(record, type: type))
    }

    /// What the store knows now around an inspection.
    func input(_ id: RecordID, under standard: Standard) throws -> InspectionInput {
        try InspectionInput(
            try inspection(id), standard: standard, facts: try CommunityFacts(store))
    }

    /// How an indicator of a shipped standard comes out in an inspection that exists.
    func judge(_ code: String, in id: RecordID, under standard: Standard? = nil) throws -> Judgement {
        let standard = try standard ?? Shipped.standard(of: code)
        let judged = try JudgedInspection(
            try inspection(id), standard: standard, facts: try CommunityFacts(store))
        return try #require(judged.judgements.first { $0.code == code })
    }

    /// How an indicator comes out on a day on which nothing but the records speaks.
    func judge(
        _ code: String, on day: String, in area: String = community, under standard: Standard? = nil,
        _ values: [String: Value] = [:]
    ) throws -> Judgement {
        let standard = try standard ?? Shipped.standard(of: code)
        return try judge(code, in: try inspect(standard, in: area, on: day, values), under: standard)
    }

    /// The value of a metric in an inspection, as digits; `nil` when there is none.
    func measured(_ metric: String, in id: RecordID, under standard: Standard) throws -> String? {
        let input = try input(id, under: standard)
        let known = try Evaluator(standard).known(metric, under: input)
        return if case .measured(let measured) = known { measured.number.description } else { nil }
    }
}

func date(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text), "no day: \(text)") }
