import ReplicaStore
import SyncProtocol
import Testing

@testable import SyncServer

/// What whoever asked is told of a failure of the store: specification, section "Errors".
@Suite struct RefusalTests {
    @Test(
        arguments: [
            (StoreError.full(path: "/p"), 503, "store_full", 30), (.locked(path: "/p"), 503, "store_locked", 1),
            (.notWritable(path: "/p"), 503, "store_not_writable", 30),
            (.missing(path: "/p"), 500, "store_failed", nil),
            (.damaged(record: "r", detail: "d"), 500, "store_failed", nil),
        ] as [(StoreError, Int, String, Int?)])
    func `a store that fails is told with a code, with when to come again, and without what the log is for`(
        error: StoreError, status: Int, code: String, seconds: Int?
    ) {
        let refusal = Refusal(error)
        #expect(refusal.status.rawValue == status && refusal.code == code)
        #expect(refusal.retryAfterSeconds == seconds)
        #expect(!refusal.text.contains("/p"))
    }

    @Test func `what nobody foresaw is told without a word of it`() {
        struct Unforeseen: Error { let secret = "secret" }
        let refusal = Refusal(Unforeseen())
        #expect(refusal.status == .internalServerError && refusal.code == "internal")
        #expect(!refusal.text.contains("secret"))
    }

    @Test func `after twenty wrong codes within a minute further ones wait until the oldest is a minute ago`() throws {
        let gate = WrongCodeGate()
        for second in 0..<20 { try gate.noteWrong(now: Int64(second) * 1_000) }
        let refusal = #expect(throws: Refusal.self) { try gate.noteWrong(now: 20_000) }
        #expect(refusal?.status == .tooManyRequests && refusal?.code == "too_many_codes")
        #expect(refusal?.retryAfterSeconds == 41)
        try gate.noteWrong(now: 60_000)
        #expect(throws: Refusal.self) { try gate.noteWrong(now: 60_999) }
        try gate.noteWrong(now: 61_000)
    }

    @Test func `a clock that is set back shuts nobody out`() throws {
        let gate = WrongCodeGate()
        for _ in 0..<20 { try gate.noteWrong(now: 1_000_000) }
        try gate.noteWrong(now: 0)
    }
}
