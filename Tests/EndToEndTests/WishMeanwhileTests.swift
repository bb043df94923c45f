import Foundation
import TerminalScreen
import Testing

/// A household asks one team to be left in peace while another team's visit to it is under way.
@Suite(.serialized) struct WishMeanwhileTests {
    @Test func `the visit asks nothing more at the terminal, stays, and is saved with what was said before`() throws {
        try withTwoTeams { server, first, second, household in
            let terminal = try first.atTerminal("visit", "start", household)
            try terminal.see("Does the household agree")
            // Consent, an adult, registered here; then the visit is left.
            try terminal.keys("111")
            try terminal.type("q")
            #expect(try terminal.wait().status == 0)
            let id = try #require(try first.run("visit", "list", "--drafts", "--json").array().first?["id"] as? String)

            _ = try second.addVisit(household, #"{"outcome":"refused","do_not_contact":true}"#)
            try second.run("sync")
            try first.run("sync")
            let stopped = try first.atTerminal("visit", "resume", id)
            try stopped.see("asked not to be contacted (noted by wangfang")
            try stopped.see("--save")
            #expect(try stopped.wait().status == 65)
            let today = try first.run("today", "--json").object()
            #expect((today["households"] as? [Any])?.isEmpty == true)
            #expect(try first.run("visit", "list", "--drafts", "--json").array().count == 1)

            let saved = try first.run("visit", "resume", id, "--save", "--json").object()
            #expect(
                saved["id"] as? String == id && (saved["answers"] as? [String: Any])?["outcome"] as? String == "partial"
            )
            #expect((saved["notices"] as? [String])?.first?.contains("noted by wangfang") == true, "\(saved)")
            #expect(try first.run("visit", "list", "--drafts", "--json").array().isEmpty)
            try first.run("sync")
            try first.run("verify")
        }
    }

    @Test func `an open interview stops at the next key, takes no answer by it, and keeps what was said`() throws {
        try withTwoTeams { _, first, second, household in
            let terminal = try first.atTerminal("visit", "start", household)
            try terminal.see("Does the household agree")
            try terminal.keys("111")
            _ = try second.addVisit(household, #"{"outcome":"refused","do_not_contact":true}"#)
            try second.run("sync")
            try first.run("sync")
            let draft = try #require(try first.run("visit", "list", "--drafts", "--json").array().first)
            let id = try #require(draft["id"] as? String)
            // The names of what was answered: some of it is shown to nobody.
            func answered() throws -> [String] {
                (try first.run("visit", "show", id, "--json").object()["answers"] as? [String: Any] ?? [:]).keys
                    .sorted()
            }
            let before = try answered()
            #expect(before.contains("A01") && before.contains("A02"))
            try terminal.type("1")
            #expect(try terminal.wait().status == 65)
            #expect(terminal.text.contains("asked not to be contacted (noted by wangfang") && terminal.isCooked)
            #expect(try answered() == before)
            try first.run("visit", "resume", id, "--save")
        }
    }
}
