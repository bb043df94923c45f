import SyncProtocol
import Testing

@Suite("Vectors: the hybrid logical clock") struct ClockVectorTests {
    private struct Document: Decodable {
        let runs: [Run]
        let checks: [Check]
    }

    private struct Run: Decodable {
        let about: String
        let steps: [Step]
    }

    private struct Step: Decodable {
        let `do`: String
        let wall: String
        let stamp: String?
        let accepted: Bool?
        let last: String
    }

    private struct Check: Decodable {
        let about: String
        let wallMilliseconds: String
        let logicalMicroseconds: String
        let serverMilliseconds: String
        let suspect: Bool
        let offsetMilliseconds: String
    }

    @Test("stamps rise, stamps more than ten minutes ahead are ignored, and a restart takes the server's time")
    func runs() throws {
        let runs = try VectorFolder.read(Document.self, "clock.json").runs
        #expect(runs.count >= 13)
        for run in runs {
            var clock = HybridClock()
            for (number, step) in run.steps.enumerated() {
                let wall = try #require(Int64(step.wall))
                switch step.do {
                case "tick":
                    let stamp = clock.tick(wallMicroseconds: wall)
                    #expect(String(stamp.microseconds) == step.stamp, "\(run.about), step \(number)")
                case "observe":
                    let stamp = ClockStamp(microseconds: try #require(step.stamp.flatMap { UInt64($0) }))
                    let accepted = clock.observe(stamp, wallMicroseconds: wall)
                    #expect(accepted == step.accepted, "\(run.about), step \(number)")
                default:
                    #expect(step.do == "restart")
                    clock.restart(wallMicroseconds: wall)
                }
                #expect(String(clock.last.microseconds) == step.last, "\(run.about), step \(number)")
            }
        }
    }

    @Test("a session suspects a clock that is more than ten minutes off, or a logical clock that ran ahead as much")
    func checks() throws {
        let checks = try VectorFolder.read(Document.self, "clock.json").checks
        #expect(checks.count >= 11)
        for vector in checks {
            let check = ClockCheck(
                wallMilliseconds: try #require(Int64(vector.wallMilliseconds)),
                logical: ClockStamp(microseconds: try #require(UInt64(vector.logicalMicroseconds))),
                serverMilliseconds: try #require(Int64(vector.serverMilliseconds)))
            #expect(check.isSuspect == vector.suspect, "\(vector.about)")
            #expect(String(check.offsetMilliseconds) == vector.offsetMilliseconds, "\(vector.about)")
        }
    }

    @Test("clocks at the ends of the number line are suspect and do not crash")
    func extremes() {
        for wall in [Int64.min, -1, 0, .max] {
            for server in [Int64.min, 0, .max] where wall != server {
                for logical in [UInt64.min, .max] {
                    let check = ClockCheck(
                        wallMilliseconds: wall, logical: ClockStamp(microseconds: logical), serverMilliseconds: server)
                    #expect(check.isSuspect || abs(check.offsetMilliseconds) <= 600_000)
                }
            }
        }
    }
}
