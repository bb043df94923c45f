import SyncProtocol
import Testing

@Suite("Aliases") struct AliasLawTests {
    private func ids(_ count: Int) -> [RecordID] {
        (0..<count).compactMap { number in
            RecordID(bytes: [UInt8](repeating: 0, count: 15) + [UInt8(number)])
        }
    }

    @Test(
        "members of a cycle, and those that lead into it, have its smallest id as their representative",
        arguments: Seeds.list)
    func cycles(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let ids = ids(9)
        var links: [RecordID: RecordID] = [:]
        for id in ids where !random.oneIn(4) { links[id] = ids.randomElement(using: &random) }
        let graph = AliasGraph(links: links)
        for id in ids {
            // By definition: follow often enough to be at the end or inside the cycle, then take the cycle's least.
            var end = id
            for _ in ids { end = links[end] ?? end }
            var cycle = [end]
            var next = links[end]
            while let member = next, member != end {
                cycle.append(member)
                next = links[member]
            }
            let expected = next == nil ? end : cycle.min()
            #expect(graph.representative(of: id) == expected, "seed \(seed)")
        }
    }

    @Test("a cycle is listed once, from its smallest id")
    func listing() {
        let ids = ids(6)
        let graph = AliasGraph(links: [ids[3]: ids[1], ids[1]: ids[2], ids[2]: ids[3], ids[4]: ids[1], ids[5]: ids[5]])
        #expect(graph.cycles() == [[ids[1], ids[2], ids[3]], [ids[5]]])
        #expect(AliasGraph(links: [ids[1]: ids[0]]).cycles().isEmpty)
    }
}
