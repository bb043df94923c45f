import Testing

@testable import SyncServer

/// Who gives way when there are too many connections. Specification: section "Limits".
@Suite struct OpenConnectionsTests {
    private static let places = OpenConnections.Places(
        strangersMax: 4, strangersOfOneNetworkMax: 3, admittedMax: 3)

    private func network(_ number: UInt8) -> [UInt8] { [10, 0, 0, number] }

    @Test func `the oldest stranger gives way to one too many, and each later one to the next`() {
        var open = OpenConnections(places: Self.places)
        for id in 1...4 { #expect(open.comes(UInt64(id), from: network(UInt8(id))) == nil) }
        #expect(open.comes(5, from: network(5)) == 1)
        #expect(open.comes(6, from: network(6)) == 2)
        #expect(open.count == 4)
    }

    @Test func `a network with too many strangers loses its own oldest, and nobody else's`() {
        var open = OpenConnections(places: Self.places)
        #expect(open.comes(1, from: network(1)) == nil)
        for id in 2...4 { #expect(open.comes(UInt64(id), from: network(9)) == nil) }
        for id in 5...50 { #expect(open.comes(UInt64(id), from: network(9)) == UInt64(id - 3)) }
        #expect(open.comes(51, from: network(1)) == 1)
    }

    @Test func `whoever has shown a valid token gives way last, however old`() {
        var open = OpenConnections(places: Self.places)
        for id in 1...4 { #expect(open.comes(UInt64(id), from: network(UInt8(id))) == nil) }
        open.showedToken(1)
        open.showedToken(2)
        #expect(open.comes(5, from: network(5)) == 3)
        #expect(open.comes(6, from: network(6)) == 4)
        open.showedToken(5)
        open.showedToken(6)
        #expect(open.comes(7, from: network(7)) == 1)
    }

    @Test func `ten thousand who have sent a request from one address all stay, and leave room for strangers`() {
        var open = OpenConnections()
        for id in 1...10_000 {
            #expect(open.comes(UInt64(id), from: network(1)) == nil)
            open.showedToken(UInt64(id))
            #expect(open.finishedRequest(UInt64(id)) == nil)
        }
        #expect(open.count == 10_000)
        #expect(open.comes(10_001, from: network(1)) == nil)
    }

    @Test func `of those that may stay the one not heard of for longest gives way`() {
        var open = OpenConnections(places: Self.places)
        for id in 1...3 {
            #expect(open.comes(UInt64(id), from: nil) == nil)
            #expect(open.finishedRequest(UInt64(id)) == nil)
        }
        #expect(open.finishedRequest(1) == nil)
        #expect(open.comes(4, from: nil) == nil)
        #expect(open.finishedRequest(4) == 2)
        #expect(open.count == 3)
    }

    @Test func `a closed connection leaves its place, and one that gave way does not come back by a late answer`() {
        var open = OpenConnections(places: Self.places)
        for id in 1...4 { #expect(open.comes(UInt64(id), from: network(UInt8(id))) == nil) }
        open.closed(2)
        #expect(open.comes(5, from: network(5)) == nil)
        #expect(open.comes(6, from: network(6)) == 1)
        #expect(open.finishedRequest(1) == nil)
        #expect(open.count == 4)
    }

    @Test func `a proxy's connections are counted as those of whom it speaks for, and as strangers again each time`() {
        var open = OpenConnections(places: Self.places)
        for id in 1...4 { #expect(open.comes(UInt64(id), from: nil) == nil) }
        #expect(open.finishedRequest(1) == nil)
        for id in 2...4 { #expect(open.comes(UInt64(id), from: network(9)) == nil) }
        #expect(open.comes(1, from: network(9)) == 2)
    }
}
