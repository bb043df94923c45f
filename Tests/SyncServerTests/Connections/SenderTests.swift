import HTTPTypes
import Testing

@testable import SyncServer

/// Whom a request comes from: the other end of the connection, unless that is a proxy whose word is taken.
@Suite struct SenderTests {
    private func sender(_ forwarded: String..., peer: String, trusted: [String]) throws -> String? {
        var headers = HTTPFields()
        let name = try #require(HTTPField.Name("X-Forwarded-For"))
        for value in forwarded { headers.append(HTTPField(name: name, value: value)) }
        return try TrustedProxies(trusted).sender(peer: peer, headers: headers)
    }

    @Test func `nobody but a trusted proxy can say for whom it speaks`() throws {
        #expect(try sender("192.0.2.7", peer: "198.51.100.1", trusted: []) == "198.51.100.1")
        #expect(try sender("192.0.2.7", peer: "198.51.100.1", trusted: ["198.51.100.2"]) == "198.51.100.1")
        #expect(try sender("192.0.2.7", peer: "198.51.100.2", trusted: ["198.51.100.2"]) == "192.0.2.7")
        #expect(try sender(peer: "198.51.100.2", trusted: ["198.51.100.2"]) == "198.51.100.2")
    }

    @Test func `what somebody claims before the trusted proxy is not believed`() throws {
        let trusted = ["::1", "10.0.0.1"]
        #expect(try sender("203.0.113.9, 192.0.2.7", peer: "::1", trusted: trusted) == "192.0.2.7")
        #expect(try sender("203.0.113.9, 192.0.2.7, 10.0.0.1", peer: "::1", trusted: trusted) == "192.0.2.7")
        #expect(try sender("203.0.113.9", "192.0.2.7", peer: "::1", trusted: trusted) == "192.0.2.7")
        #expect(try sender("203.0.113.9, nonsense", peer: "::1", trusted: trusted) == "::1")
        #expect(try sender("203.0.113.9, unknown, 10.0.0.1", peer: "::1", trusted: trusted) == "10.0.0.1")
    }

    @Test func `an address with a port is the address, and IPv4 within IPv6 is IPv4`() throws {
        #expect(try sender("192.0.2.7:4711", peer: "::1", trusted: ["::1"]) == "192.0.2.7")
        #expect(try sender("[2001:db8::1]:4711", peer: "::1", trusted: ["::1"]) == "2001:db8::1")
        #expect(try sender("192.0.2.7", peer: "::ffff:10.0.0.1", trusted: ["10.0.0.1"]) == "192.0.2.7")
    }

    @Test func `addresses of one network are counted together`() throws {
        func network(_ text: String) throws -> [UInt8] { try #require(NetworkAddress(text)).network }
        #expect(try network("2001:db8:0:1::1") == network("2001:db8:0:1:ffff::2"))
        #expect(try network("2001:db8:0:1::1") != network("2001:db8:0:2::1"))
        #expect(try network("192.0.2.7") != network("192.0.2.8"))
        #expect(try network("::ffff:192.0.2.7") == network("192.0.2.7"))
        #expect(NetworkAddress("192.0.2") == nil && NetworkAddress("") == nil && NetworkAddress("a") == nil)
    }

    @Test func `what is no address cannot be trusted`() {
        #expect(throws: ServerError.badAddress(text: "proxy.example")) { try TrustedProxies(["::1", "proxy.example"]) }
    }
}
