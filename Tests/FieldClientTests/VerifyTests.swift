import FieldClient
import ReplicaStore
import Testing

/// What a comparison says of a store that is itself at fault, without a server.
@Suite struct VerifyTests {
    @Test(arguments: ["", "nonsense", "ftp://ruhu.example.cn"])
    func `a server's address that cannot be one is damage of the store, and no wrong usage`(url: String) async throws {
        let field = try TestField()
        try field.store.replica.set([.serverURL: url])
        let result = try await field.store.server.verify(isQuick: false) { _, _ in }
        #expect(!result.equal && result.behind == nil && result.records > 0)
        #expect(result.damaged.map(\.record) == [nil])
        #expect(result.damaged.first?.detail.contains("\"\(url)\"") == true)
        await #expect(throws: StoreError.self) { try await field.store.server.sync(waitSeconds: 0) { _ in } }
    }

    @Test func `a store without a server's address is damaged`() async throws {
        let result = try await TestField().store.server.verify(isQuick: true) { _, _ in }
        #expect(!result.equal && result.damaged.count == 1)
    }
}
