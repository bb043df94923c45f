import CommunityModel
import Questionnaires
import Testing

@testable import Interviewing
@testable import TerminalKit

@Suite("Publicity beside the questions") struct PublicityPageTests {
    private static let left = Asked(
        name: "left_material_only", zh: "仅留资料？", en: "Material only?", control: "select1",
        choices: [("true", "是", "yes"), ("false", "否", "no")])

    private func publicity() throws -> FormNavigator { FormNavigator(try Asked.session([Self.left]), at: "") }

    @Test("after the survey the publicity record is offered, filled, and the survey's outcome stays")
    func offered() throws {
        let talk = try Conversation()
        talk.type("1\u{07}3\r")
        #expect(talk.window.contains("还要记录这次的宣传吗"))
        #expect(talk.type("1") == [.openPublicity])
        talk.interview.begin(publicity: try publicity())
        talk.type("2\r")
        #expect(talk.effects.last == .submit)
        #expect(talk.interview.visit.fields.outcome == .completed)
    }

    @Test("who went back from the record to the survey's review goes on there, and otherwise in the record")
    func goneBack() throws {
        let talk = try Conversation()
        talk.type("1\u{07}3\r1")
        talk.interview.begin(publicity: try publicity())
        #expect(talk.type("b").contains(.keep) && talk.interview.pages.last is ReviewPage)
        let left = talk.interview.visit
        for (flag, isReview) in [(false, true), (true, false), (nil, false)] {
            let again = Interview(
                briefing: left.briefing, fields: left.fields, survey: left.survey, publicity: left.publicity,
                wasInPublicity: flag, language: .chinese, today: left.today, utcOffsetMinutes: 480)
            #expect(again.pages.last is ReviewPage == isReview && again.pages.last is any StopPage)
            #expect(again.visit.isInPublicity == (flag ?? true))
        }
    }

    @Test("where nobody is home the material left is recorded, and nobody home stays the outcome")
    func materialLeft() throws {
        let talk = try Conversation(consents: false)
        talk.type("3")
        #expect(talk.window.contains("p 留下资料"))
        #expect(talk.type("p") == [.openPublicity])
        talk.interview.begin(publicity: try publicity())
        talk.type("1")
        #expect(talk.interview.pages.last is ReviewPage)
        talk.type("\r")
        #expect(talk.window.contains("无人在家") && talk.window.contains("宣传记录 ✓"))
        #expect(!talk.window.contains("不会保存"))
        #expect(talk.type("\r") == [.submit])
        #expect(talk.interview.visit.fields.outcome == .nobodyHome && talk.interview.visit.fields.consent == nil)
    }

    @Test("from the publicity record of an empty home one goes back to the door, and on with the survey")
    func materialLeftAndBack() throws {
        let talk = try Conversation(consents: false)
        talk.type("3p")
        talk.interview.begin(publicity: try publicity())
        talk.type("b")
        #expect(talk.interview.pages.last is EndingPage && talk.window.contains("无人在家"))
        talk.type("b")
        talk.type("1")
        #expect(talk.window.contains("住房是自有还是租住？"))
    }
}
