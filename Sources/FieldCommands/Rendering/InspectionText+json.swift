internal import CommandKit
internal import CommunityRecords
internal import FieldClient
internal import Standards
internal import SyncProtocol
internal import Values

/// Contract: Protocol/json-output.md, section "Inspections".
extension InspectionText {
    func json(_ inspection: Inspection) -> JSONValue { .object(members(of: inspection)) }

    /// The inspection with its results; `only` leaves out the others, the summary counts all.
    func json(_ judged: JudgedInspection, only: Outcome? = nil) -> JSONValue {
        .object(
            members(of: judged.inspection) + [
                JSONValue.Member("judgedUnder", .string(judged.standard.id)),
                JSONValue.Member("judgedVersion", .integer(Int64(judged.standard.version))),
                JSONValue.Member(
                    "results",
                    .array(judged.judgements.filter { only == nil || $0.outcome == only }.map(json))),
                JSONValue.Member("summary", summaryJSON(judged)),
            ] + carriage(of: judged))
    }

    /// What a later version made of the inspection; nothing when it is judged under its own.
    private func carriage(of judged: JudgedInspection) -> [JSONValue.Member] {
        guard let carriage = judged.carriage else { return [] }
        let moves = carriage.carried.map { move in
            JSONValue.object([
                JSONValue.Member("from", .string(move.from)), JSONValue.Member("to", .string(move.to)),
            ])
        }
        return [
            JSONValue.Member("carried", .array(moves)),
            JSONValue.Member("measuredUnderOldVersion", .array(carriage.left.map(JSONValue.string))),
            JSONValue.Member("newIndicators", .array(carriage.added.map(JSONValue.string))),
            JSONValue.Member("asked", .array(judged.asked.map { .string($0.name) })),
        ]
    }

    func json(_ submitted: SubmittedInspection) -> JSONValue {
        guard case .object(let members) = json(submitted.judged) else { return .null }
        let ids = { (ids: [RecordID]) in JSONValue.array(ids.map { .string($0.description) }) }
        return .object(
            members + [
                JSONValue.Member("reopened", ids(submitted.reopened)),
                JSONValue.Member("opened", ids(submitted.opened)),
            ])
    }

    func json(_ facts: [MeasuredFact]) -> JSONValue {
        .array(
            facts.map { fact in
                .object([
                    JSONValue.Member("name", .string(fact.name)), JSONValue.Member("value", JSONValue(fact.value)),
                    JSONValue.Member("unit", fact.unit.map(JSONValue.string) ?? .null),
                    JSONValue.Member("inspection", .string(fact.inspection.description)),
                    JSONValue.Member("standard", .string(fact.standard)),
                    JSONValue.Member("date", .string(fact.date.description)),
                ])
            })
    }

    private func members(of inspection: Inspection) -> [JSONValue.Member] {
        let position = inspection.position.map { position in
            JSONValue.object([
                JSONValue.Member("latitude", .string(position.latitude.description)),
                JSONValue.Member("longitude", .string(position.longitude.description)),
            ])
        }
        var members = [
            JSONValue.Member("id", .string(inspection.id.description)),
            JSONValue.Member("area", .string(inspection.area)),
            JSONValue.Member("standard", .string(inspection.standard)),
            JSONValue.Member("version", .integer(Int64(inspection.version))),
            JSONValue.Member("kind", .string(inspection.kind)),
            JSONValue.Member("date", .string(inspection.date.description)),
            JSONValue.Member("status", .string(inspection.isSubmitted ? "submitted" : "in_progress")),
            JSONValue.Member("inspectors", .array(inspection.inspectors.map(JSONValue.string))),
            JSONValue.Member("position", position ?? .null),
            JSONValue.Member("values", object(inspection.values.mapValues { JSONValue($0) })),
            JSONValue.Member("exemptions", object(inspection.exemptions.mapValues(JSONValue.string))),
            JSONValue.Member("notes", object(inspection.notes.mapValues { .array($0.map(JSONValue.string)) })),
            JSONValue.Member("conflicts", .array(inspection.conflicts.map(JSONValue.string))),
        ]
        if inspection.isDeleted { members.append(JSONValue.Member("deleted", .boolean(true))) }
        return members
    }

    private func object(_ values: [String: JSONValue]) -> JSONValue {
        .object(values.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, $0.value) })
    }

    private func json(_ judgement: Judgement) -> JSONValue {
        .object([
            JSONValue.Member("code", .string(judgement.code)),
            JSONValue.Member("result", .string(judgement.outcome.rawValue)),
            JSONValue.Member("explain", .string(output.text(judgement.reason))),
            JSONValue.Member("threshold", .string(judgement.threshold)),
            JSONValue.Member("condition", .string(judgement.condition)),
            JSONValue.Member("clause", .string(judgement.clause)),
            JSONValue.Member("numbers", .array(judgement.numbers.map(json))),
            JSONValue.Member("checks", .array(judgement.checks.map(json))),
        ])
    }

    private func json(_ number: Judgement.Number) -> JSONValue {
        .object([
            JSONValue.Member("name", .string(number.name)), JSONValue.Member("value", .string(number.value)),
            JSONValue.Member("unit", number.unit.map(JSONValue.string) ?? .null),
            JSONValue.Member("source", .string(number.source)),
        ])
    }

    private func json(_ check: CheckJudgement) -> JSONValue {
        .object([
            JSONValue.Member("code", .string(check.code)),
            JSONValue.Member("result", .string(check.outcome.rawValue)),
            JSONValue.Member("explain", .string(check.explanation)),
        ])
    }

    private func summaryJSON(_ judged: JudgedInspection) -> JSONValue {
        .object(Outcome.allCases.map { JSONValue.Member($0.rawValue, .integer(Int64(judged.count($0)))) })
    }
}
