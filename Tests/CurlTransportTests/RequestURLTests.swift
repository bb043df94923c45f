import Testing

@testable import CurlTransport

@Suite struct RequestURLTests {
    @Test(arguments: [
        "http://localhost/", "http://LOCALHOST:8080/a", "https://ruhu.localhost/", "http://127.0.0.1/",
        "http://127.255.1.2:9/", "http://[::1]:8080/",
    ])
    func `addresses of this machine are loopback and go past proxies`(url: String) throws {
        #expect(try RequestURL(url).isLoopback)
    }

    @Test(arguments: [
        "http://ruhu.example/", "http://128.0.0.1/", "http://127.0.0.1.example/", "http://notlocalhost/",
        "http://[2001:db8::1]/",
    ])
    func `other addresses are not loopback`(url: String) throws {
        #expect(try !RequestURL(url).isLoopback)
    }
}
