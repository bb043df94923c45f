import CommunityModel
import Questionnaires
import SyncProtocol
import TerminalScreen
import Testing
import Values

@testable import Interviewing
@testable import TerminalKit

/// An interview with somebody who types, and the window they look at.
final class Conversation {
    var interview: Interview
    private(set) var effects: [InterviewEffect] = []
    private var painter = ScreenPainter(usesColour: false)
    private var decoder = KeyDecoder()
    private(set) var screen: TerminalScreen

    /// Begins; at the first question when the household consents.
    init(
        columns: Int = 80, rows: Int = 24, language: Language = .chinese, consents: Bool = true,
        session: FormSession? = nil, place: String = "", picks: [String: [String]] = [:],
        quietHours: CampaignSettings.QuietHours? = nil, now: Instant? = nil
    ) throws {
        var fields = VisitFields()
        fields.consent = consents ? true : nil
        var survey = FormNavigator(try session ?? PracticeForm.session(), at: place)
        survey.picks = picks
        interview = Interview(
            briefing: HouseholdBriefing(
                address: "3栋 2单元 0301",
                facts: [Localized(zh: "叠滘社区 440605011901", en: "Diejiao 440605011901")],
                warnings: [Localized(zh: "这是第 4 次上门。", en: "This is attempt 4.")],
                history: [Localized(zh: "2026-11-20 10:00 无人在家", en: "2026-11-20 10:00 nobody home")],
                refusalReasons: [
                    Field.Choice(code: "no_time", title: Localized(zh: "没时间", en: "No time")),
                    Field.Choice(code: "privacy", title: Localized(zh: "担心隐私", en: "Privacy")),
                ],
                quietHours: quietHours),
            fields: fields, survey: survey, publicity: nil,
            language: language, today: try #require(CalendarDate("2026-11-24")), utcOffsetMinutes: 480,
            now: { now })
        screen = TerminalScreen(columns: columns, rows: rows)
        screen.take("\u{1B}[?7l".utf8)
        show()
    }

    private func show() {
        let frame = interview.frame(WindowSize(columns: screen.columns, rows: screen.rows))
        screen.take(painter.paint(frame, size: WindowSize(columns: screen.columns, rows: screen.rows)).utf8)
        #expect(frame.lines.count <= screen.rows)
        #expect(screen.surprises.isEmpty)
        for line in frame.lines {
            // A narrower window than any terminal's is cut at its edge.
            #expect(DisplayWidth.of(line.text) <= max(screen.columns, 24), "too wide: \(line.text)")
        }
    }

    /// Types; `\r` is Enter.
    @discardableResult
    func type(_ text: String) -> [InterviewEffect] {
        effects = decoder.decode(Array(text.utf8)).flatMap { interview.press($0) }
        show()
        return effects
    }

    @discardableResult
    func press(_ key: Key) -> [InterviewEffect] {
        effects = interview.press(key)
        show()
        return effects
    }

    func line(_ text: String) -> [InterviewEffect] {
        let effects = interview.enter(line: text)
        show()
        return effects
    }

    func resize(columns: Int, rows: Int) {
        screen.resize(columns: columns, rows: rows)
        show()
    }

    /// The answers so far, by name.
    var answers: [String: String] {
        let walk = interview.visit.survey
        let filled = walk?.session.answers().filter(\.isAsked) ?? []
        return Dictionary(filled.map { ($0.name, $0.text) }, uniquingKeysWith: { "\($0) \($1)" })
    }

    var window: String { screen.text }
}
