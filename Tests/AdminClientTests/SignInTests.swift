import AdminClient
import Foundation
import Testing
import Values

/// The file that keeps a sign-in.
@Suite struct SignInTests {
    private let folder: TestFolder
    private let signIn = SignIn(server: "https://ruhu.example.cn", token: "0123/\"", ca: "/etc/ca.pem")

    init() throws { folder = try TestFolder() }

    private var file: SignInFile { get throws { try SignInFile(environment: ["XDG_CONFIG_HOME": folder.path]) } }

    @Test(arguments: [
        (["XDG_CONFIG_HOME": "/c", "HOME": "/h"], "/c/ruhu/admin.json"), (["HOME": "/h"], "/h/.config/ruhu/admin.json"),
        (["XDG_CONFIG_HOME": "relative", "HOME": "/h"], "/h/.config/ruhu/admin.json"),
        (["XDG_CONFIG_HOME": "", "HOME": "/h"], "/h/.config/ruhu/admin.json"),
    ])
    func `it lies in the folder for configurations`(environment: [String: String], path: String) throws {
        #expect(try SignInFile(environment: environment).path == path)
    }

    @Test func `without a home there is no place for it, and what to do instead is said`() {
        let failure = #expect(throws: Failure.self) { try SignInFile(environment: ["HOME": ""]) }
        #expect(failure?.code == "no_home" && failure?.status.rawValue == 78)
        #expect(failure?.hint?.en.contains("RUHU_TOKEN") == true)
    }

    @Test func `what is kept is read back, by its owner alone`() throws {
        #expect(try file.read() == nil)
        try file.write(signIn)
        #expect(try file.read() == signIn)
        #expect(try folder.rights("ruhu/admin.json") == 0o600 && folder.rights("ruhu") == 0o700)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("ruhu")) == ["admin.json"])
    }

    @Test func `folders that are missing are made, the innermost for the owner alone`() throws {
        let file = try SignInFile(environment: ["HOME": folder.path("new/home")])
        try file.write(signIn)
        #expect(try file.read() == signIn)
        #expect(try folder.rights("new/home/.config/ruhu") == 0o700)
    }

    @Test func `another one takes its place whole, whatever rights the file had`() throws {
        try file.write(signIn)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: try file.path)
        let other = SignIn(server: "http://127.0.0.1:1", token: "t")
        try file.write(other)
        #expect(try file.read() == other)
        #expect(try folder.rights("ruhu/admin.json") == 0o600)
    }

    @Test(arguments: ["", "{", "[]", "{\"server\":\"https://h\"}", "{\"server\":1,\"token\":\"t\"}"])
    func `a damaged one is said to be, and is not taken for none`(text: String) throws {
        try FileManager.default.createDirectory(atPath: folder.path("ruhu"), withIntermediateDirectories: true)
        try folder.write(text, to: "ruhu/admin.json")
        let failure = #expect(throws: Failure.self) { try file.read() }
        #expect(failure?.code == "sign_in_unreadable" && failure?.status.rawValue == 78)
        #expect(failure?.hint?.en.contains("logout") == true)
    }

    @Test func `one that is too large is not read`() throws {
        try FileManager.default.createDirectory(atPath: folder.path("ruhu"), withIntermediateDirectories: true)
        let token = String(repeating: "t", count: 70_000)
        try folder.write("{\"server\":\"https://h\",\"token\":\"\(token)\"}", to: "ruhu/admin.json")
        #expect(throws: Failure.self) { try file.read() }
    }

    @Test func `where it cannot be kept, that is said, and the one before stays`() throws {
        try folder.write("a file in the place of a folder", to: "ruhu")
        let failure = #expect(throws: Failure.self) { try file.write(signIn) }
        #expect(failure?.code == "sign_in_not_kept" && failure?.status.rawValue == 78)
        #expect(failure?.message.en.contains(folder.path) == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["ruhu"])
    }

    @Test func `it is forgotten once`() throws {
        try file.write(signIn)
        #expect(try file.remove())
        #expect(try file.read() == nil && !file.remove())
    }
}
