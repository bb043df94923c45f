import SyncProtocol
import SyncWire
import Testing

@Suite("Messages of a session") struct MessageTests {
    private let replica = ReplicaID(bytes: 1...16)
    private let epoch = [UInt8](repeating: 9, count: 16)

    @Test("a sync request is read back as it was written, also at the ends of its numbers")
    func request() throws {
        for wall in [Int64.min, 0, .max] {
            let request = SyncRequest(
                schemaVersion: 3, replica: try #require(replica), head: .max, cursor: [1, 2, 3],
                wallMilliseconds: wall, logicalClock: ClockStamp(microseconds: .max), changes: [[1], [], [2, 3]],
                pageBytesMax: .max)
            #expect(try SyncMessageCodec.decodeRequest(SyncMessageCodec.encode(request)) == request)
        }
    }

    @Test("a sync reply is read back as it was written, with every outcome and both kinds of entries")
    func reply() throws {
        let id = try #require(ChangeID(bytes: [UInt8](repeating: 5, count: 32)))
        let outcomes: [PushState.Outcome] = [.stored, .duplicate, .waiting, .quarantined, .refused]
        let reply = SyncReply(
            epoch: epoch, states: outcomes.map { PushState(outcome: $0, code: "c", text: "t", isSuspect: true) },
            entries: [
                .change(bytes: [1, 2], isSuspect: true), .own(id: id, sequence: 7, isSuspect: false),
                .change(bytes: [3], isSuspect: false), .own(id: id, sequence: 8, isSuspect: true),
            ], cursor: [4], hasMore: true, remaining: 12, schemaVersion: 2, schema: [6], wallMilliseconds: -1,
            isClockSuspect: true, knownSequence: 9, areas: ["4406", "440605"])
        #expect(try SyncMessageCodec.decodeReply(SyncMessageCodec.encode(reply)) == reply)
    }

    @Test("a reply with an outcome that this version does not know, or a negative one, is refused without a crash")
    func unknownOutcome() throws {
        let good = try SyncMessageCodec.encode(
            SyncReply(epoch: epoch, cursor: [], schemaVersion: 1, wallMilliseconds: 0))
        let unknown: [UInt8] = [0x1A, 2, 8, 99]
        let negative: [UInt8] = [0x1A, 11, 8] + [UInt8](repeating: 0xFF, count: 9) + [1]
        for states in [unknown, negative] {
            #expect(throws: MessageFault.self) { try SyncMessageCodec.decodeReply(good + states) }
        }
    }

    @Test("verify questions and answers are read back as they were written")
    func verify() throws {
        let sum = try #require(RunningSum(bytes: [UInt8](repeating: 3, count: 32)))
        let digest = try #require(Digest(bytes: [UInt8](repeating: 4, count: 32)))
        let area = AreaDigest(area: "4406", changes: 7, changeSum: sum, records: 2, stateSum: sum)
        for request in [
            VerifyRequest(cursor: [1], areas: [area]), VerifyRequest(cursor: [], bucketsOf: "4406"),
            VerifyRequest(cursor: [2], recordsOf: (area: "4406", bucket: 255)),
        ] {
            #expect(try VerifyMessageCodec.decodeRequest(VerifyMessageCodec.encode(request)).request == request)
        }
        let record = RecordDigest(
            key: RecordKey(id: try #require(RecordID(bytes: 1...16)), type: TypeNumber(rawValue: 3)), changeSum: sum,
            state: digest)
        let reply = VerifyReply(
            behind: 5, schemaVersion: 2, differing: ["4406"],
            buckets: [BucketDigest(bucket: 255, changeSum: sum, stateSum: sum)], records: [record])
        #expect(try VerifyMessageCodec.decodeReply(VerifyMessageCodec.encode(reply)) == reply)
    }

    @Test("enrolment and refusals are read back as they were written")
    func enrolment() throws {
        let request = EnrollRequest(code: "AB12-CD34", replica: try #require(replica), deviceLabel: "平板 7")
        #expect(try EnrollMessageCodec.decodeRequest(EnrollMessageCodec.encode(request)) == request)
        let renewal = EnrollRequest(
            code: "AB12-CD34", replica: try #require(replica), deviceLabel: "",
            renewal: .init(device: try #require(RecordID(bytes: 1...16)), login: "li"))
        #expect(try EnrollMessageCodec.decodeRequest(EnrollMessageCodec.encode(renewal)) == renewal)
        let reply = EnrollReply(
            token: "t", deviceID: try #require(RecordID(bytes: 1...16)), deviceName: "d1", login: "li", userName: "李",
            role: "enumerator", areas: ["4406"], serverName: "南海区", epoch: epoch, schemaVersion: 1, schema: [1])
        #expect(try EnrollMessageCodec.decodeReply(EnrollMessageCodec.encode(reply)) == reply)
        for range in [nil, ProtocolRange(lowest: 2, highest: 3)] {
            let problem = Problem(code: "protocol_unsupported", text: "x", range: range)
            #expect(try EnrollMessageCodec.decodeProblem(EnrollMessageCodec.encode(problem)) == problem)
        }
    }

    @Test("a token that no header can hold is refused: it would make a store that can never ask again")
    func sendableToken() throws {
        for token in ["", "a b", "a\r\nX: y", "令牌", "\u{7F}", String(repeating: "a", count: 513)] {
            let reply = EnrollReply(
                token: token, deviceID: try #require(RecordID(bytes: 1...16)), deviceName: "d", login: "li",
                userName: "li", role: "enumerator", areas: [], serverName: "s", epoch: epoch, schemaVersion: 1,
                schema: [])
            #expect(throws: MessageFault.self) {
                try EnrollMessageCodec.decodeReply(EnrollMessageCodec.encode(reply))
            }
        }
    }

    @Test("a body that is no message of the kind is refused, not guessed at")
    func foreign() {
        let page = Array("<html>502 Bad Gateway</html>".utf8)
        #expect(throws: MessageFault.self) { try SyncMessageCodec.decodeReply(page) }
        #expect(throws: MessageFault.self) { try SyncMessageCodec.decodeRequest(page) }
        #expect(throws: MessageFault.self) { try VerifyMessageCodec.decodeReply(page) }
        #expect(throws: MessageFault.self) { try EnrollMessageCodec.decodeReply(page) }
        #expect(throws: MessageFault.self) { try EnrollMessageCodec.decodeProblem([]) }
        #expect(throws: MessageFault.self) { try SyncMessageCodec.decodeRequest([]) }
    }

    @Test("a message that was cut off is refused or is a shorter one; it never crashes the reader")
    func truncation() throws {
        let id = try #require(ChangeID(bytes: [UInt8](repeating: 5, count: 32)))
        let reply = SyncReply(
            epoch: epoch, states: [PushState(outcome: .stored)], entries: [.own(id: id, sequence: 1, isSuspect: false)],
            cursor: [1], schemaVersion: 1, wallMilliseconds: 5)
        let bytes = try SyncMessageCodec.encode(reply)
        for count in bytes.indices {
            #expect((try? SyncMessageCodec.decodeReply(Array(bytes.prefix(count)))) != reply)
        }
    }
}
