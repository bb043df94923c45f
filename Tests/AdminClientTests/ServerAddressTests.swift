import AdminClient
import Testing
import Values

@Suite struct ServerAddressTests {
    @Test(arguments: [
        ("https://ruhu.example.cn", "https://ruhu.example.cn", "ruhu.example.cn"),
        (" HTTPS://Ruhu.Example.CN/ \n", "https://Ruhu.Example.CN", "ruhu.example.cn"),
        ("http://127.0.0.1:8080//", "http://127.0.0.1:8080", "127.0.0.1"),
        ("https://host:1/a/b/", "https://host:1/a/b", "host"), ("http://[::1]:8080", "http://[::1]:8080", "::1"),
        ("http://[2001:db8::1]", "http://[2001:db8::1]", "2001:db8::1"),
    ])
    func `an address has one writing, to which paths are added`(typed: String, text: String, host: String) throws {
        let address = try ServerAddress(typed)
        #expect(address.text == text && address.host == host)
        #expect(address.isHTTPS == text.hasPrefix("https"))
        #expect(try ServerAddress(address.text) == address)
    }

    @Test(arguments: [
        "", "ruhu.example.cn", "ftp://host", "http://", "http:///path", "https://host:", "https://host:0",
        "https://host:65536", "https://host:http", "https://[::1", "https://host?a=1", "https://host#a", "https://h st",
        "https://host/\u{7F}",
    ])
    func `what is no address is wrong usage, and how one is written is said`(typed: String) {
        let failure = #expect(throws: Failure.self) { try ServerAddress(typed) }
        #expect(failure?.code == "server_address_invalid" && failure?.status.rawValue == 64)
        #expect(failure?.hint?.en.contains("https://") == true && failure?.hint?.zh.contains("https://") == true)
    }

    @Test func `a password in an address is not repeated`() {
        let failure = #expect(throws: Failure.self) { try ServerAddress("https://admin:secret@host") }
        #expect(failure?.message.en.contains("@host") == true && failure?.message.en.contains("secret") == false)
        #expect(failure?.message.zh.contains("secret") == false)
    }

    @Test(arguments: [
        ("https://host", false), ("http://host", true), ("http://10.0.0.1", true), ("http://localhost:1", false),
        ("http://ruhu.localhost", false), ("http://127.1.2.3", false), ("http://[::1]", false),
        ("http://127.example.cn", true), ("http://127.0.0.1.example.cn", true), ("http://localhost.example.cn", true),
    ])
    func `http to another machine is exposed`(typed: String, isExposed: Bool) throws {
        #expect(try ServerAddress(typed).isExposed == isExposed)
    }
}
