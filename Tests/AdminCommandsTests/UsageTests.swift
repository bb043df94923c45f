import ArgumentParser
import Testing
import Values

@testable import AdminCommands

/// What a command refuses by itself, before it asks any server.
@Suite struct UsageTests {
    @Test(arguments: [
        (["user", "add", "li", "--name", "李", "--role", "king", "--area", "4"], "enumerator"),
        (["user", "add", "li", "--name", "李", "--role", "enumerator"], "--area"),
        (["user", "add", "li", "--name", "李", "--role", "street", "--area", " "], "--area"),
        (["user", "add", "li", "--name", "　", "--role", "district"], "--name"),
        (["device", "enroll", "--user", "li", "--valid-hours", "0"], "720"),
        (["device", "enroll", "--user", "li", "--valid-hours", "721"], "720"),
        (["conflict", "resolve", "00", "--reason", "r"], "--take"),
        (["conflict", "resolve", "00", "--take", "1", "--value", "v", "--reason", "r"], "--take"),
        (["conflict", "resolve", "00", "--take", "1", "--reason", " \n"], "--reason"),
        (["report", "compliance", "--json", "--csv", "-"], "--csv"),
    ])
    func `what cannot be meant is wrong usage, with what can be`(words: [String], said: String) async throws {
        let failure = try await failure(of: words)
        #expect(failure.status.rawValue == 64)
        for text in [failure.message.en, failure.message.zh] { #expect(text.contains(said)) }
    }

    @Test(arguments: ["", "xyz", "3fa81c02-", String(repeating: "0", count: 65)])
    func `what is no id of a conflict is said, with where they stand`(id: String) async throws {
        for words in [["conflict", "show", id], ["conflict", "resolve", id, "--take", "1", "--reason", "r"]] {
            let failure = try await failure(of: words)
            #expect(failure.code == "conflict_id_invalid" && failure.status.rawValue == 65)
            #expect(failure.hint?.en.contains("conflict list") == true)
        }
        #expect(try TypedConflictID.read("3FA81C02") == "3fa81c02")
    }

    private func failure(of words: [String]) async throws -> Failure {
        var command = try #require(try RuhuAdmin.parseAsRoot(words) as? any AsyncParsableCommand)
        do {
            try await command.run()
        } catch let failure as Failure {
            return failure
        }
        throw ValidationError("\(words) was taken")
    }
}
