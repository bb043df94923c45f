import CommunityModel
import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import CommunityRecords

extension TestDistrict {
    static let day = CalendarDate("2011-06-30")

    @discardableResult
    func addHousehold(
        _ room: String, building: String = "1", in area: String = community, _ fields: [String: String] = [:]
    ) throws -> RecordID {
        try add("household", ["area": area, "building": building, "room": room].merging(fields) { $1 })
    }

    /// Records a visit with its answers in one save.
    @discardableResult
    func visit(
        _ household: RecordID, _ outcome: String, at start: String = "2011-05-10T10:00:00+08:00",
        as author: Author = li,
        _ fields: [String: String] = [:], answers: [String: Value] = [:]
    ) throws -> RecordID {
        let type = try type("visit")
        return try store.save(as: author, handsIn: true) { context in
            let key = RecordKey(id: context.newID(), type: type.number)
            let own = ["household": household.description, "outcome": outcome, "started_at": start]
            var writes: [ChangeDraft.Write] = []
            for (name, text) in own.merging(fields, uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key }) {
                let field = try #require(type.field(named: name))
                for word in field.policy == .union ? text.split(separator: ",").map(String.init) : [text] {
                    let value = try field.read(word)
                    let cell = field.policy == .union ? value.encoded : []
                    writes.append(
                        try context.write(key, field, cell: cell, field.policy == .union ? .boolean(true) : value))
                }
            }
            let field = try #require(type.field(named: "answers"))
            for (question, value) in answers.sorted(by: { $0.key < $1.key }) {
                writes.append(try context.write(key, field, cell: Array(question.utf8), value))
            }
            return Save([ChangeDraft(writes: writes)], giving: key.id)
        }.result
    }

    /// Names the visit that stands for a household in a round.
    func choose(_ visit: RecordID, for household: RecordID, round: String = "1") throws {
        let type = try type("household")
        let field = try #require(type.field(named: "responses"))
        try store.save(as: Self.wang, handsIn: true) { context in
            let key = RecordKey(id: household, type: type.number)
            return [
                ChangeDraft(writes: [try context.write(key, field, cell: Array(round.utf8), .reference(visit))])
            ]
        }
    }

    func figure(
        _ rate: String, in area: String = community, asOf day: CalendarDate? = day,
        settings: CampaignSettings = CampaignSettings()
    ) throws -> SurveyRateFigure {
        let facts = try CommunityFacts(store)
        let day = try #require(day)
        let figure = try facts.surveyRate(rate, areaPrefix: area, asOf: day, settings: settings)
        return try #require(figure)
    }
}

extension TestDistrict {
    /// States a setting of the campaign.
    func state(_ name: SettingName, _ value: String) throws {
        let type = try type("setting")
        try store.save(as: Self.wang, handsIn: true) { context in
            let fields = try [("name", name.rawValue), ("value", value)].map { field, text in
                try context.write(name.recordKey, try #require(type.field(named: field)), .text(text))
            }
            return [ChangeDraft(writes: fields)]
        }
    }
}
