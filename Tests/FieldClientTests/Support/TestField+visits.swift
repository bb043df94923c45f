import CommunityModel
import FieldClient
import Foundation
import Questionnaires
import ReplicaStore
import SyncProtocol
import Values

extension TestField {
    /// A household survey that breaks no rule, with every catalogue under way.
    static var survey: [String: Any] {
        [
            "consent": true, "A01": true, "A02": "registered", "A04": 4, "A05": 1, "A06": 3,
            "B01": "heard", "B02": ["board", "door_visit"], "B03": "never", "B04": "never", "B05": "know_some",
            "B07": "seen", "B08": "no", "B09": "heard", "C01": "support", "C02": "willing", "C03": 0,
            "D01": "neutral", "D02": "dont_know", "D03": "satisfied", "D04": "none", "D08": "fairly",
            "E01": "safe", "E02": "drill", "E03": ["guards", "video"], "F01": 3, "F02": 30, "F03": 1,
            "G01": "always", "G02": "no_bins", "G03": "daily", "G04": "yes", "G05": ["none"],
            "H01": -1, "H02": "know", "H03": -1, "H05": ["none"],
            "I01": ["law", "eco"], "I05": "some", "I02": "1_2", "I03": "good", "I04": 10,
            "J01": "family", "J02": "often", "J03": ["school"],
        ]
    }

    /// What the resident said, and how to reach the resident.
    static var opinion: [String: Any] {
        ["K01": "路灯坏了", "K02": "facility", "K03": "3栋旁", "K04": true, "K05": "+86 138-0013-8000"]
    }

    /// A visit from JSON.
    @discardableResult
    func add(
        _ parts: [String: Any]..., form: String? = nil, words: [String] = [], household: String? = nil,
        isAgain: Bool = false
    ) throws -> AddedVisit {
        let all = parts.reduce(into: [:]) { all, part in all.merge(part) { $1 } }
        return try store.visits.add(
            household: household ?? self.household, form: form,
            answers: Array(try JSONSerialization.data(withJSONObject: all)), fields: words, isAgain: isAgain)
    }

    @discardableResult
    func amend(_ visit: AddedVisit, _ words: String...) throws -> AddedVisit {
        try store.visits.amend(visit.visit.id.description, assignments: words, reason: "核实")
    }

    /// The record of an opinion, also of a deleted one.
    func opinion(_ id: RecordID) throws -> RecordEntry {
        try store.records.entry(RecordKey(id: id, type: RecordTypes.opinion))
    }

    /// The name and the visit of each response that the household names.
    func responses() throws -> [String: String] {
        guard case .object(let members)? = try store.households.one(household).value("responses") else { return [:] }
        return Dictionary(
            members.compactMap { member in
                if case .string(let id) = member.value { (member.name, id) } else { nil }
            }, uniquingKeysWith: { $1 })
    }

    /// Publishes a form of text questions, with fields that it calculates.
    func publish(_ id: String, asks names: [String], calculates: [String: String] = [:]) throws {
        let all = names + calculates.keys.sorted()
        let nodes = all.map { "<\($0)/>" }.joined()
        let binds = all.map { name in
            let rule = calculates[name].map { " calculate=\"\($0)\"" } ?? ""
            return "<bind nodeset=\"/data/\(name)\" type=\"string\"\(rule)/>"
        }.joined()
        let questions = names.map { "<input ref=\"/data/\($0)\"><label>\($0)</label></input>" }.joined()
        let xml = """
            <?xml version="1.0"?>
            <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" \
            xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>\(id)</h:title><model>
            <instance><data id="\(id)" version="1">\(nodes)<meta><instanceID/></meta></data></instance>
            \(binds)<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
            </model></h:head><h:body>\(questions)</h:body></h:html>
            """
        try Self.publish([try FormDefinition.parse(xml: xml)], in: store.replica)
    }
}

/// The code of what a body throws; `nil` when it throws nothing.
func failure(_ body: () throws -> Void) -> Failure? {
    do {
        try body()
        return nil
    } catch { return error as? Failure }
}
