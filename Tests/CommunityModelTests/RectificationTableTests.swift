import CommunityModel
import Foundation
import SyncProtocol
import Testing
import Values

@Suite("The tables of the rectification") struct RectificationTableTests {
    private let transitions = RectificationTable.transitions
    private let precedences = RectificationTable.precedences

    @Test("each kind has one transition, and each state but open one kind that leads to it")
    func transitionsAreUnique() {
        let kinds = transitions.map(\.kind)
        #expect(kinds.count == Set(kinds).count)
        #expect(transitions.map(\.target).count == Set(transitions.map(\.target)).count)
        #expect(Set(transitions.map(\.target)) == Set(RectificationState.allCases).subtracting([.open]))
        let noting: Set<RectificationKind> = [.open, .comment, .request, .decline]
        #expect(Set(RectificationKind.allCases).subtracting(kinds) == noting)
        for kind in noting { #expect(kind.target == nil) }
    }

    @Test("every pair of kinds that change the state stands in the table once")
    func everyPair() {
        var seen: [Set<RectificationKind>: Int] = [:]
        for rule in precedences {
            #expect(!rule.losers.isEmpty && !rule.losers.contains(rule.winner))
            for loser in rule.losers { seen[[rule.winner, loser], default: 0] += 1 }
        }
        for left in transitions {
            for right in transitions where left.kind != right.kind {
                #expect(seen[[left.kind, right.kind]] == 1, "\(left.kind) and \(right.kind)")
            }
        }
        #expect(seen.count == 21)
    }

    @Test("the pairs make one order of strength, so that no circle of winners leaves nobody standing")
    func noCircle() {
        let order: [RectificationKind] = [.reopen, .close, .submit, .reject, .defer, .start, .plan]
        for rule in precedences {
            for loser in rule.losers {
                let winner = order.firstIndex(of: rule.winner) ?? .max
                #expect(winner < order.firstIndex(of: loser) ?? -1, "\(rule.winner) over \(loser)")
            }
        }
    }

    @Test("a kind never follows the state it leads to, but for planning and deferring anew")
    func repetition() {
        let loops = transitions.filter { $0.sources.contains($0.target) }.map(\.kind)
        #expect(Set(loops) == [.plan, .defer])
    }

    @Test("the specification prints both tables as they are")
    func specification() throws {
        let file = URL(filePath: #filePath).resolvingSymlinksInPath()
        let root = file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "Protocol/rectification.md"), encoding: .utf8)
        let rows = text.split(separator: "\n").map(String.init)
        for transition in transitions {
            let sources = transition.sources.map(\.rawValue).joined(separator: ", ")
            let roles = transition.roles.joined(separator: ", ")
            let row = "| `\(transition.kind.rawValue)` | \(sources) | \(transition.target.rawValue) | \(roles) |"
            #expect(rows.contains(row), "\(row)")
        }
        for rule in precedences {
            let losers = rule.losers.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            let row = "| `\(rule.winner.rawValue)` | \(losers) | \(rule.why.en) |"
            #expect(rows.contains(row), "\(row)")
        }
        for code in RectificationFault.Code.allCases {
            #expect(text.contains("`\(code.rawValue)`"), "\(code.rawValue)")
        }
        for cause in RectificationHistory.Cause.allCases { #expect(text.contains("`\(cause.rawValue)`")) }
    }

    @Test("the events field of the schema has the members that an event writes, in the same order")
    func schema() throws {
        let type = try #require(Schema(document: BuiltInSchema.document)?.type(RecordTypes.rectification))
        let field = try #require(type.field(named: "events"))
        #expect(field.policy == .append)
        #expect(field.members.map(\.name) == ["kind", "base", "text", "evidence", "inspection", "due_date"])
        #expect(field.members.map(\.type) == [.text, .text, .text, .text, .reference, .date])
    }

    @Test("an event that was written is read back the same")
    func roundTrip() throws {
        let full = RectificationEvent.Content(
            kind: .defer, base: [RectificationScript.change(1), RectificationScript.change(2)], text: "雨季",
            evidence: "x.jpg",
            inspection: RecordID("01890000-0000-7000-8000-000000000001"),
            dueDate: RectificationScript.date("2011-07-10"))
        for content in [full, RectificationEvent.Content(kind: .comment, base: [])] {
            let read = RectificationEvent.Content(try #require(Value(encoded: content.value.encoded)))
            #expect(read == content)
        }
    }

    @Test("an event of a later version keeps what can be read of it")
    func later() {
        let base = RectificationScript.change(1)
        let unknown = RectificationEvent.Content(
            .tuple([.text("arbitrate"), .text(base.hex), .text("why"), .null, .null, .null, .boolean(true)]))
        #expect(unknown.kind == nil)
        #expect(unknown.base == [base])
        #expect(unknown.isBaseKnown)
        #expect(unknown.text == "why")
        #expect(!RectificationEvent.Content(.tuple([.text("plan"), .text("not an id")])).isBaseKnown)
        #expect(!RectificationEvent.Content(.tuple([.text("plan"), .integer(1)])).isBaseKnown)
        #expect(RectificationEvent.Content(.erased).kind == nil)
    }
}
