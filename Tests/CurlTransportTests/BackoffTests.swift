import CurlTransport
import Testing

/// Always the same bits: all ones give the upper bound of a range, zeros the lower.
private struct ConstantGenerator: RandomNumberGenerator {
    let bits: UInt64
    mutating func next() -> UInt64 { bits }
}

@Suite struct BackoffTests {
    @Test func `the upper bound doubles up to the cap`() {
        var highest = ConstantGenerator(bits: .max)
        var backoff = Backoff(baseSeconds: 0.5, capSeconds: 30)
        let delays = (0..<8).map { _ in backoff.nextDelaySeconds(using: &highest) }
        for (delay, bound) in zip(delays, [0.5, 1, 2, 4, 8, 16, 30, 30]) {
            #expect(abs(delay - bound) < 0.001)
        }
    }

    @Test func `the jitter reaches down to nothing`() {
        var lowest = ConstantGenerator(bits: 0)
        var backoff = Backoff()
        for _ in 0..<10 { #expect(backoff.nextDelaySeconds(using: &lowest) == 0) }
    }

    @Test func `a thousand attempts stay within the cap`() {
        var generator = SystemRandomNumberGenerator()
        var backoff = Backoff(baseSeconds: 0.5, capSeconds: 30)
        for _ in 0..<1_000 { #expect((0...30).contains(backoff.nextDelaySeconds(using: &generator))) }
        #expect(backoff.attempts == 1_000)
    }

    @Test func `a reset starts over`() {
        var highest = ConstantGenerator(bits: .max)
        var backoff = Backoff()
        for _ in 0..<5 { _ = backoff.nextDelaySeconds(using: &highest) }
        backoff.reset()
        #expect(backoff == Backoff())
        #expect(backoff.nextDelaySeconds(using: &highest) <= 0.5)
    }

    @Test func `what the server asks for is waited out before the jitter, up to an hour`() {
        var lowest = ConstantGenerator(bits: 0)
        var backoff = Backoff()
        #expect(backoff.nextDelaySeconds(using: &lowest, retryAfterSeconds: 7) == 7)
        #expect(backoff.nextDelaySeconds(using: &lowest, retryAfterSeconds: 1e9) == 3_600)
        #expect(backoff.nextDelaySeconds(using: &lowest, retryAfterSeconds: -1) == 0)
    }
}

@Suite struct RetryAfterTests {
    @Test(arguments: [("0", 0), ("120", 120), (" 7 ", 7), ("999999999", 999_999_999)] as [(String, Double)])
    func `seconds are read`(value: String, seconds: Double) {
        #expect(RetryAfter.seconds(value, nowUnixSeconds: 0) == seconds)
    }

    // date -u -d '...' +%s
    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199), ("Fri, 01 Mar 2024 00:00:00 GMT", 1_709_251_200),
        ("Wed, 31 Dec 2098 12:00:00 GMT", 4_070_865_600),
    ])
    func `an HTTP date is read`(value: String, unixSeconds: Int) {
        #expect(RetryAfter.seconds(value, nowUnixSeconds: unixSeconds - 10) == 10)
        #expect(RetryAfter.seconds(value, nowUnixSeconds: unixSeconds + 10) == 0)
    }

    @Test(arguments: [
        "", "-1", "1.5", "+3", "soon", "9999999999", "１２", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 25:00:00 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nix 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CST",
        "Sunday, 06-Nov-94 08:49:37 GMT",
    ])
    func `anything else is not read`(value: String) {
        #expect(RetryAfter.seconds(value, nowUnixSeconds: 0) == nil)
    }
}
