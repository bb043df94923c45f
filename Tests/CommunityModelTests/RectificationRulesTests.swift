import CommunityModel
import SyncProtocol
import Testing
import Values

@Suite("Guards of the rectification") struct RectificationRulesTests {
    private let complete = RectificationFields(
        measure: "清淤", project: "沟渠", dueDate: RectificationScript.date("2011-06-30"), responsibleUnit: "居委会")
    private let inspection = RecordID("01890000-0000-7000-8000-000000000001")

    private func history(_ kinds: RectificationKind...) -> RectificationHistory {
        var script = RectificationScript()
        for kind in kinds { script.write(kind, by: kind == .submit ? "worker" : "street") }
        return script.history
    }

    private func check(
        _ kind: RectificationKind, after history: RectificationHistory, fields: RectificationFields? = nil,
        by author: String = "other", role: String? = nil, text: String = "", evidence: String = "",
        inspection: RecordID? = nil, dueDate: String? = nil
    ) -> [RectificationFault] {
        let content = RectificationEvent.Content(
            kind: kind, base: history.heads, text: text, evidence: evidence, inspection: inspection,
            dueDate: dueDate.map(RectificationScript.date))
        return RectificationRules.check(
            content, after: history, fields: fields ?? complete, author: author, role: role)
    }

    private func codes(_ faults: [RectificationFault]) -> [RectificationFault.Code] { faults.map(\.code) }

    @Test("a plan names every field it lacks at once")
    func planIncomplete() throws {
        let faults = check(.plan, after: history(), fields: RectificationFields(project: " "))
        #expect(codes(faults) == [.planIncomplete])
        #expect(faults.first?.missingFields == ["measure", "project", "due_date", "responsible_unit"])
        #expect(check(.plan, after: history()).isEmpty)
    }

    @Test("a plan may state its due date itself")
    func planWithDate() {
        var fields = complete
        fields.dueDate = nil
        #expect(codes(check(.plan, after: history(), fields: fields)) == [.planIncomplete])
        #expect(check(.plan, after: history(), fields: fields, dueDate: "2011-07-01").isEmpty)
    }

    @Test("a step that may not follow is refused with the states that it may follow")
    func transition() {
        let faults = check(.submit, after: history(.plan), evidence: "photo")
        #expect(codes(faults) == [.transition])
        #expect(faults.first?.message.en == "\"submit\" cannot follow the state \"planned\", only: in progress")
        #expect(faults.first?.message.zh.contains("整改中") == true)
        #expect(codes(check(.start, after: history(.close))) == [.transition])
        #expect(codes(check(.close, after: history(.close))) == [.transition])
    }

    @Test("submitting needs evidence")
    func evidence() {
        #expect(codes(check(.submit, after: history(.plan, .start), evidence: " ")) == [.evidenceMissing])
        #expect(check(.submit, after: history(.plan, .start), evidence: "after.jpg").isEmpty)
    }

    @Test("whoever submitted it last cannot close it, anybody else can")
    func submitterCloses() {
        let submitted = history(.plan, .start, .submit)
        #expect(codes(check(.close, after: submitted, by: "worker")) == [.submitterCloses])
        #expect(check(.close, after: submitted, by: "other").isEmpty)
    }

    @Test("closing what was not submitted needs the inspection that found it solved")
    func closeAtOnce() {
        #expect(codes(check(.close, after: history(.plan))) == [.inspectionMissing])
        #expect(check(.close, after: history(.plan), inspection: inspection).isEmpty)
    }

    @Test("where a reply was wanted, closing needs the answer; every fault is told at once")
    func answer() {
        var fields = complete
        fields.isReplyWanted = true
        let submitted = history(.plan, .start, .submit)
        #expect(codes(check(.close, after: submitted, fields: fields)) == [.answerMissing])
        #expect(
            codes(check(.close, after: submitted, fields: fields, by: "worker")) == [.submitterCloses, .answerMissing])
        fields.answer = "已清理"
        #expect(check(.close, after: submitted, fields: fields).isEmpty)
    }

    @Test("a deferral needs a reason and a date later than the present one")
    func deferral() {
        #expect(codes(check(.defer, after: history(.plan))) == [.dateMissing, .reasonMissing])
        #expect(codes(check(.defer, after: history(.plan), text: "雨季", dueDate: "2011-06-30")) == [.dateNotLater])
        #expect(check(.defer, after: history(.plan), text: "雨季", dueDate: "2011-07-01").isEmpty)
    }

    @Test("a second deferral is held against the date of the first")
    func secondDeferral() {
        var script = RectificationScript()
        script.write(.defer, dueDate: RectificationScript.date("2011-07-10"))
        #expect(codes(check(.defer, after: script.history, text: "x", dueDate: "2011-07-10")) == [.dateNotLater])
        #expect(check(.defer, after: script.history, text: "x", dueDate: "2011-07-11").isEmpty)
    }

    @Test("work that starts from a deferral needs the whole plan")
    func startDeferred() {
        #expect(codes(check(.start, after: history(.defer), fields: RectificationFields())) == [.planIncomplete])
        #expect(check(.start, after: history(.defer)).isEmpty)
        #expect(check(.start, after: history(.plan), fields: RectificationFields()).isEmpty)
    }

    @Test("rejecting, reopening and what is said need words, a reopening none beside an inspection")
    func reasons() {
        #expect(codes(check(.reject, after: history())) == [.reasonMissing])
        #expect(codes(check(.reopen, after: history(.close))) == [.reasonMissing])
        #expect(check(.reopen, after: history(.close), inspection: inspection).isEmpty)
        #expect(check(.reopen, after: history(.close), text: "又堵了").isEmpty)
        #expect(codes(check(.comment, after: history())) == [.reasonMissing])
        #expect(check(.comment, after: history(.close), evidence: "photo").isEmpty)
        #expect(codes(check(.request, after: history(.close))) == [.reasonMissing])
    }

    @Test("a request is declined only while one is pending")
    func decline() {
        #expect(codes(check(.decline, after: history(.close), text: "no")) == [.noRequest])
        #expect(check(.decline, after: history(.close, .request), text: "no").isEmpty)
    }

    @Test("roles are held against the table only where one is given")
    func roles() {
        let submitted = history(.plan, .start, .submit)
        #expect(check(.close, after: submitted).isEmpty)
        #expect(check(.close, after: submitted, role: "inspector").isEmpty)
        #expect(codes(check(.close, after: submitted, role: "enumerator")) == [.role])
        #expect(check(.comment, after: submitted, role: "enumerator", text: "x").isEmpty)
    }

    @Test("what the guards let pass is applied by replay, when nobody else writes")
    func guardsAgreeWithReplay() {
        for kind in RectificationKind.allCases {
            for before in [
                [], [.plan], [.plan, .start], [.plan, .start, .submit], [.close], [.reject], [.defer],
                [.close, .reopen],
            ]
                as [[RectificationKind]]
            {
                var script = RectificationScript()
                for earlier in before { script.write(earlier) }
                let faults = check(
                    kind, after: script.history, text: "x", evidence: "x", inspection: inspection, dueDate: "2012-01-01"
                )
                let event = script.write(kind)
                #expect(script.history.applied.contains(event) == !codes(faults).contains(.transition))
            }
        }
    }
}
