import AdminClient
import ArgumentParser
import CommandKit
import Foundation
import Testing
import Values

@testable import AdminCommands

/// Which server is asked, and with which token. The environment is that of a process of its own.
@Suite struct ConnectionTests {
    /// The server that is asked, or the code of the failure.
    private static func asked(_ words: String...) -> String {
        do {
            let output = Output(try CommonOptions.parse(["--lang", "en"]))
            return try ConnectionOptions.parse(words).client(output).address.text
        } catch let failure as Failure {
            return "\(failure.code) \(failure.status.rawValue)"
        } catch {
            return "\(error)"
        }
    }

    private static func keep(_ signIn: SignIn) throws {
        let folder = NSTemporaryDirectory() + "ruhu-signin-\(UUID().uuidString)"
        setenv("XDG_CONFIG_HOME", folder, 1)
        try SignInFile(environment: ["XDG_CONFIG_HOME": folder]).write(signIn)
        for name in ["RUHU_SERVER", "RUHU_TOKEN", "RUHU_CA"] { unsetenv(name) }
    }

    private static func forget() throws {
        let file = try SignInFile(environment: ["XDG_CONFIG_HOME": String(cString: getenv("XDG_CONFIG_HOME"))])
        try FileManager.default.removeItem(atPath: URL(filePath: file.path).deletingLastPathComponent().path)
    }

    @Test func `the sign-in is for its own server alone`() async {
        await #expect(processExitsWith: .success) {
            try Self.keep(SignIn(server: "https://kept.example", token: "t"))
            let found = [
                Self.asked(), Self.asked("--server", "https://KEPT.example/"),
                Self.asked("--server", "https://kept.example:1"),
                Self.asked("--server", "http://kept.example"), Self.asked("--server", "https://other.example"),
                Self.asked("--server", "https://other.example", "--token", "x"), Self.asked("--token", "x"),
                Self.asked("--server", "nonsense"),
            ]
            try Self.forget()
            precondition(
                found == [
                    "https://kept.example", "token_missing 78", "token_missing 78", "token_missing 78",
                    "token_missing 78",
                    "https://other.example", "https://kept.example", "server_address_invalid 64",
                ], "\(found)")
        }
    }

    @Test func `options go before the environment, and that before the sign-in`() async {
        await #expect(processExitsWith: .success) {
            try Self.keep(SignIn(server: "https://kept.example", token: "t"))
            setenv("RUHU_SERVER", "https://named.example", 1)
            setenv("RUHU_TOKEN", "e", 1)
            let found = [Self.asked(), Self.asked("--server", "https://typed.example")]
            try Self.forget()
            precondition(found == ["https://named.example", "https://typed.example"], "\(found)")
        }
    }

    @Test func `without any of them the server is missing, and how to name it is said`() async {
        await #expect(processExitsWith: .success) {
            setenv("XDG_CONFIG_HOME", "/nowhere", 1)
            for name in ["RUHU_SERVER", "RUHU_TOKEN", "RUHU_CA"] { unsetenv(name) }
            // A variable that is set and empty says nothing.
            setenv("RUHU_SERVER", "", 1)
            let found = [Self.asked(), Self.asked("--token", "t"), Self.asked("--server", "https://h")]
            precondition(found == ["server_missing 78", "server_missing 78", "token_missing 78"], "\(found)")
        }
    }

    @Test func `a token that can be read on the way is warned of, and one that stays on the machine is not`()
        async throws
    {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            for server in ["http://10.0.0.1", "https://10.0.0.1", "http://127.0.0.1:8080"] {
                precondition(Self.asked("--server", server, "--token", "secret") == server)
            }
        }
        let story = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        #expect(story.contains("warning: http://10.0.0.1 is not encrypted"))
        #expect(story.split(separator: "\n").count == 1 && !story.contains("secret"))
    }
}
