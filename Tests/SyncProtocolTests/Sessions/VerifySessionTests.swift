import SyncProtocol
import Testing

@Suite("Verify session without I/O") struct VerifySessionTests {
    private func sum(_ byte: UInt8) -> RunningSum {
        RunningSum(bytes: [UInt8](repeating: byte, count: 32)) ?? .zero
    }

    private func digest(_ byte: UInt8) throws -> Digest {
        try #require(Digest(bytes: [UInt8](repeating: byte, count: 32)))
    }

    private func record(_ last: UInt8, _ changes: UInt8, _ state: UInt8) throws -> RecordDigest {
        let id = try #require(RecordID(bytes: [UInt8](repeating: 9, count: 15) + [last]))
        return RecordDigest(
            key: RecordKey(id: id, type: TypeNumber(rawValue: 2)), changeSum: sum(changes), state: try digest(state))
    }

    private let areas = [AreaDigest(area: "4406", records: 1)]

    @Test("equal sums end the session after one question")
    func equal() {
        var session = VerifySession()
        #expect(
            session.advance(.started(cursor: [1], areas: areas))
                == .send(VerifyRequest(cursor: [1], areas: areas)))
        let action = session.advance(.replied(VerifyReply(behind: 3, schemaVersion: 1)))
        guard case .finish(let verdict) = action else {
            Issue.record("asks on: \(action)")
            return
        }
        #expect(verdict.isEqual && verdict.behind == 3 && verdict.serverSchemaVersion == 1)
        #expect(verdict.record == nil && verdict.area == nil)
    }

    @Test("different sums lead through buckets to the first record that differs, in three questions")
    func differing() throws {
        var session = VerifySession()
        _ = session.advance(.started(cursor: [1], areas: areas))
        let first = VerifyReply(behind: 0, schemaVersion: 1, differing: ["4406", "4407"])
        #expect(session.advance(.replied(first)) == .send(VerifyRequest(cursor: [1], bucketsOf: "4406")))
        let remote = [
            BucketDigest(bucket: 3, changeSum: sum(1), stateSum: sum(1)),
            BucketDigest(bucket: 7, changeSum: sum(2), stateSum: sum(2)),
        ]
        let buckets = VerifyReply(behind: 0, schemaVersion: 1, buckets: remote)
        #expect(session.advance(.replied(buckets)) == .readBuckets(area: "4406"))
        let local = [remote[0], BucketDigest(bucket: 7, changeSum: sum(2), stateSum: sum(5))]
        #expect(
            session.advance(.buckets(local))
                == .send(VerifyRequest(cursor: [1], recordsOf: (area: "4406", bucket: 7))))
        let theirs = [try record(1, 1, 1), try record(7, 1, 1), try record(9, 4, 4)]
        let records = VerifyReply(behind: 0, schemaVersion: 1, records: theirs)
        #expect(session.advance(.replied(records)) == .readRecords(area: "4406", bucket: 7))
        let ours = [try record(1, 1, 1), try record(7, 1, 2), try record(9, 4, 5)]
        guard case .finish(let verdict) = session.advance(.records(ours)) else {
            Issue.record("asks on")
            return
        }
        #expect(!verdict.isEqual && verdict.area == "4406" && verdict.record == theirs[1].key.id)
    }

    @Test("a bucket or record that only one side has differs")
    func oneSided() throws {
        for isOurs in [true, false] {
            var session = VerifySession()
            _ = session.advance(.started(cursor: [], areas: areas))
            _ = session.advance(.replied(VerifyReply(behind: 0, schemaVersion: 1, differing: ["4406"])))
            let bucket = [BucketDigest(bucket: 200, changeSum: sum(1), stateSum: sum(1))]
            _ = session.advance(.replied(VerifyReply(behind: 0, schemaVersion: 1, buckets: isOurs ? [] : bucket)))
            #expect(
                session.advance(.buckets(isOurs ? bucket : []))
                    == .send(VerifyRequest(cursor: [], recordsOf: (area: "4406", bucket: 200))))
            let only = [try record(200, 1, 1)]
            _ = session.advance(.replied(VerifyReply(behind: 0, schemaVersion: 1, records: isOurs ? [] : only)))
            guard case .finish(let verdict) = session.advance(.records(isOurs ? only : [])) else {
                Issue.record("asks on")
                continue
            }
            #expect(!verdict.isEqual && verdict.record == only[0].key.id)
        }
    }

    @Test("sums that became equal between two questions end the session as different, without a record")
    func race() {
        var session = VerifySession()
        _ = session.advance(.started(cursor: [], areas: areas))
        _ = session.advance(.replied(VerifyReply(behind: 0, schemaVersion: 1, differing: ["4406"])))
        _ = session.advance(.replied(VerifyReply(behind: 0, schemaVersion: 1)))
        guard case .finish(let verdict) = session.advance(.buckets([])) else {
            Issue.record("asks on")
            return
        }
        #expect(!verdict.isEqual && verdict.record == nil && verdict.area == "4406")
    }
}
