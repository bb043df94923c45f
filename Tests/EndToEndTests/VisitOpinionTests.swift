import Foundation
import Testing

/// Opinions, promises and publicity that come from a visit, in the same change.
@Suite(.serialized) struct VisitOpinionTests {
    @Test func `what a resident says becomes an opinion of the visit in the same change`() throws {
        try withEnrolledDevice { _, device in
            let household = try device.addHousehold(room: "0101")
            let before = try device.run("status", "--json").object()["pendingChanges"] as? Int
            let added = try device.addVisit(
                household, try SurveyAnswers.json(SurveyAnswers.fields, SurveyAnswers.full, SurveyAnswers.opinion))
            let after = try device.run("status", "--json").object()["pendingChanges"] as? Int
            #expect(after == (before ?? 0) + 1)
            let id = try #require((added["opinions"] as? [String])?.first)
            let opinion = try device.run("record", "show", "opinion", id, "--json").object()
            #expect(opinion["text"] as? String == "路灯坏了" && opinion["category"] as? String == "facility")
            #expect(opinion["place"] as? String == "3栋旁" && opinion["reply_wanted"] as? Bool == true)
            #expect(opinion["area"] as? String == "440605011901" && opinion["state"] as? String == "new")
            #expect(opinion["visit"] as? String == added["id"] as? String && opinion["source"] as? String == "visit")
            let position = try #require(opinion["position"] as? [String: String])
            #expect(position == ["latitude": "23.03", "longitude": "113.12"])
            #expect(opinion["contact"] as? String == "+86 138-0013-8000")
        }
    }

    @Test func `a publicity record and the promise in it come with the visit`() throws {
        try withEnrolledDevice { _, device in
            let household = try device.addHousehold(room: "0101")
            let publicity: [String: Any] = [
                "persons_reached": 3, "topics": ["health", "fire"], "duration_min": 20, "response": "support",
                "materials": [["kind": "leaflet", "count": 10]], "promise": "修路灯", "promise_due": "2999-01-01",
            ]
            let answers = try SurveyAnswers.json(publicity)
            let added = try device.addVisit(household, answers, "--form", "publicity-record")
            #expect((added["answers"] as? [String: Any])?["outcome"] as? String == "completed")
            #expect((added["answers"] as? [String: Any])?["programme"] as? String == "publicity")
            let id = try #require(added["publicity"] as? String)
            let record = try device.run("record", "show", "publicity", id, "--json").object()
            let told = try #require(record["answers"] as? [String: Any])
            #expect(told["topics"] as? [String] == ["fire", "health"])
            #expect(told["materials[1]/kind"] as? String == "leaflet" && told["materials[1]/count"] as? Int == 10)
            #expect(record["visit"] as? String == added["id"] as? String && record["form_version"] as? String == "1")
            let opinion = try #require(try device.records("opinion").first)
            #expect(opinion["promise"] as? String == "修路灯" && opinion["promise_date"] as? String == "2999-01-01")
            #expect(try device.household(household)["responses"] == nil)
            let both = try device.addVisit(
                household, try SurveyAnswers.json(SurveyAnswers.fields, SurveyAnswers.full, ["publicity": publicity]))
            #expect(both["publicity"] as? String != nil && (both["opinions"] as? [String])?.count == 4)
            let missing = try device.refusedVisit(household, #"{"persons_reached":31}"#, "--form", "publicity-record")
            #expect(missing.message.contains("persons_reached") && missing.message.contains("topics"))
        }
    }

    @Test func `a resident takes back the number and then the consent: neither is on any device after the next sync`()
        throws
    {
        try withEnrolledDevice { server, device in
            let household = try device.addHousehold(room: "0101")
            let added = try device.addVisit(
                household, try SurveyAnswers.json(SurveyAnswers.fields, SurveyAnswers.full, SurveyAnswers.opinion))
            let visit = try #require(added["id"] as? String)
            let opinions = try #require(added["opinions"] as? [String])
            #expect(opinions.count == 4)
            let other = try server.enroll("wangfang")
            for device in [device, other] { try device.run("sync") }
            try device.run("visit", "set", visit, "K05=", "--reason", "住户要求")
            for device in [device, other] { try device.run("sync") }
            for device in [device, other] {
                let opinion = try device.run("record", "show", "opinion", opinions[0], "--json").object()
                #expect(opinion["contact"] == nil && opinion["text"] as? String == "路灯坏了")
            }
            let again = try device.run(
                "visit", "set", visit, "outcome=refused", "consent=false", "--reason", "住户收回同意", "--json"
            ).object()
            #expect((again["notices"] as? [String])?.contains { $0.contains("took back the consent") } == true)
            for device in [device, other] { try device.run("sync") }
            for device in [device, other] {
                #expect(try device.records("opinion").isEmpty)
                let said = try device.run("visit", "show", visit, "--json").object()["answers"] as? [String: Any]
                #expect(said?["A04"] == nil && said?["outcome"] as? String == "refused")
                #expect(try device.run("conflict", "list", "--json").array().isEmpty)
            }
            #expect(try device.digests() == other.digests())
        }
    }
}
