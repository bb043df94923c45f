import ArgumentParser
import CommandKit
import SyncServer
import Testing

@testable import ServerCommands

/// What the program takes on its command line.
@Suite struct ServerCommandTests {
    private func parse<Command>(_ line: String, as type: Command.Type) throws -> Command {
        try #require(try RuhuServer.parseAsRoot(line.split(separator: " ").map(String.init)) as? Command)
    }

    @Test func `a server is made under a name, or under none`() throws {
        let named = try parse("init --data /srv/ruhu/ --name Nanhai --json", as: InitCommand.self)
        #expect(named.dataFolder.folder.path == "/srv/ruhu" && named.name == "Nanhai" && named.common.json)
        #expect(try parse("init --data /srv/ruhu", as: InitCommand.self).name == "Ruhu")
    }

    @Test func `a server listens with TLS or without, and logs at a level`() throws {
        let plain = try parse("serve --data d --listen [::1]:0", as: ServeCommand.self)
        #expect(plain.listen == "[::1]:0" && plain.tlsCert == nil && plain.tlsKey == nil && plain.logLevel == "info")
        let secure = try parse(
            "serve --data d --listen h:1 --tls-cert c --tls-key k --log-level debug --lang zh", as: ServeCommand.self)
        #expect(secure.tlsCert == "c" && secure.tlsKey == "k" && secure.logLevel == "debug")
        #expect(secure.common.lang == "zh" && secure.trustedProxy.isEmpty)
        let behind = try parse(
            "serve --data d --listen h:1 --trusted-proxy 10.0.0.1 --trusted-proxy ::1", as: ServeCommand.self)
        #expect(behind.trustedProxy == ["10.0.0.1", "::1"])
    }

    @Test func `a token is made, listed and taken away`() throws {
        let add = try parse("token add --data d --user admin --valid-days 30", as: TokenAdd.self)
        #expect(add.dataFolder.data == "d" && add.user == "admin" && add.validDays == 30)
        #expect(try parse("token list --data d --json", as: TokenList.self).common.json)
        #expect(try parse("token revoke 3f9a --data d", as: TokenRevoke.self).id == "3f9a")
    }

    @Test func `a store is checked`() throws {
        #expect(try parse("check --data d", as: CheckCommand.self).dataFolder.data == "d")
    }

    @Test func `a server is backed up into a file and restored from it`() throws {
        let backup = try parse("backup --data d --to f", as: BackupCommand.self)
        #expect(backup.dataFolder.data == "d" && backup.to == "f")
        let restore = try parse("restore --from f --data d --json", as: RestoreCommand.self)
        #expect(restore.dataFolder.data == "d" && restore.from == "f" && restore.common.json)
    }

    @Test(arguments: [
        "init", "init --name x", "init --data", "init --data d extra", "serve --data d", "serve --listen h:1",
        "serve --data d --listen h:1 --tls-cert c", "serve --data d --listen h:1 --tls-key k",
        "serve --data d --listen h:1 --log-level loud", "serve --data d --listen h:1 --trusted-proxy proxy.example",
        "check", "check --data d --quick", "start",
        "token add --data d", "token add --user li", "token revoke --data d", "token list",
        "backup --data d", "backup --to f", "restore --data d", "restore --from f",
    ])
    func `words that it does not take are wrong usage`(line: String) {
        let error = #expect(throws: (any Error).self) {
            try RuhuServer.parseAsRoot(line.split(separator: " ").map(String.init))
        }
        #expect(error.map { RuhuServer.exitCode(for: $0) } == .validationFailure)
    }

    @Test(
        arguments: [
            InitCommand.self, ServeCommand.self, CheckCommand.self, BackupCommand.self, RestoreCommand.self,
        ] as [any ParsableCommand.Type])
    func `the help of a command says what it does in both languages, and its example is a command`(
        command: any ParsableCommand.Type
    ) throws {
        #expect(command.configuration.abstract.contains(" / "))
        let examples = command.configuration.discussion.split(separator: "\n")
            .map { $0.drop { $0 == " " } }.filter { $0.hasPrefix("ruhu-server ") }
        #expect(!examples.isEmpty)
        for example in examples {
            // A name in quotes is one word.
            let words = example.split(separator: "\"").enumerated().flatMap { index, part in
                index.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
            }
            let parsed = try RuhuServer.parseAsRoot(Array(words.dropFirst()))
            #expect(type(of: parsed) == command, "\(example)")
        }
        #expect(RuhuServer.helpMessage(for: command).contains("--data"))
    }
}
