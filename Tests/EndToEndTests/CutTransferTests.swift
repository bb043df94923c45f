import Foundation
import Testing

/// Real processes are killed inside a transfer. Each test proves that the kill fell where it says.
@Suite(.serialized) struct CutTransferTests {
    /// A server with a furnished district, and a device behind a proxy that can cut the line.
    private func withWorld(_ body: (TestServer, CuttingProxy, TestDevice) throws -> Void) throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let proxy = try CuttingProxy(upstreamPort: server.port)
            defer { proxy.close() }
            let device = try server.enroll("lihua", through: "http://127.0.0.1:\(proxy.port)")
            try device.run("sync")
            try body(server, proxy, device)
        }
    }

    private func addHouseholds(_ count: Int, on device: TestDevice) throws {
        let file = device.folder.appending(path: "many-\(UUID().uuidString).csv")
        let rows = (0..<count).map { "440605011901,7,1,\(2_000 + $0)" }
        try (["area,building,unit,room"] + rows).joined(separator: "\n").write(
            to: file, atomically: true, encoding: .utf8)
        try device.run("household", "import", file.path)
    }

    private func serverHouseholds(_ server: TestServer) throws -> Int {
        Int(try sqlite(server.data + "/records.sqlite", "SELECT count(*) FROM household").dropLast()) ?? -1
    }

    private func expectAllArrivedOnce(_ count: Int, server: TestServer, device: TestDevice) throws {
        try device.run("sync")
        #expect(try device.run("status", "--json").object()["pendingChanges"] as? Int == 0)
        #expect(try serverHouseholds(server) == count)
        let doubled = "SELECT count(*) - count(DISTINCT id) FROM change"
        #expect(try sqlite(server.data + "/records.sqlite", doubled) == "0\n")
        #expect(try device.run("verify", "--json").object()["equal"] as? Bool == true)
        let server = try RunningProgram(
            Program.server.path, ["check", "--data", server.data], in: device.folder)
        _ = server.wait()
    }

    /// Syncs until the server is killed at a point and the device, which tries again, finds it gone. The device would go
    /// on trying, so that somebody presses Ctrl-C; asked once more, it says that nobody is there.
    private func cutSync(
        at point: CuttingProxy.Point, _ proxy: CuttingProxy, _ device: TestDevice,
        killing: @escaping @Sendable () -> Void
    ) throws -> CuttingProxy.Cut {
        let started = Mailslot<Int32>()
        proxy.arm(point, whenGone: { kill(started.take(), SIGINT) }, action: killing)
        let sync = try device.start(["sync", "--wait", "86400"])
        started.put(sync.processID)
        #expect(sync.wait().status == 130)
        let cut = try #require(proxy.cutAt)
        try device.run("sync", "--wait", "1", status: 69)
        return cut
    }

    @Test func `the server is killed in the middle of a pushed batch: the next sync hands it in whole`() throws {
        try withWorld { server, proxy, device in
            try addHouseholds(400, on: device)
            let victim = server.process?.processID ?? 0
            let cut = try cutSync(at: .insideRequest(bytesMin: 20_000), proxy, device) { kill(victim, SIGKILL) }
            #expect(cut.passedBytes > 0 && cut.passedBytes < cut.bodyBytes)
            server.kill()
            #expect(try device.run("status", "--json").object()["pendingChanges"] as? Int == 400)
            try server.start()
            try expectAllArrivedOnce(400, server: server, device: device)
        }
    }

    @Test func `the server is killed after it stored a batch and before its answer arrives: nothing is doubled`() throws
    {
        try withWorld { server, proxy, device in
            try addHouseholds(300, on: device)
            let victim = server.process?.processID ?? 0
            let cut = try cutSync(at: .beforeReply(requestBytesMin: 20_000), proxy, device) { kill(victim, SIGKILL) }
            #expect(cut.passedBytes == cut.bodyBytes)
            server.kill()
            // The answer existed, so the batch was on the disk; the device does not know it yet.
            #expect(try serverHouseholds(server) == 300)
            #expect(try device.run("status", "--json").object()["pendingChanges"] as? Int == 300)
            try server.start()
            try expectAllArrivedOnce(300, server: server, device: device)
        }
    }

    @Test func `a client killed in the middle of a pull goes on with the next sync`() throws {
        try withWorld { server, proxy, device in
            try server.importHouseholds(2_000)
            let started = Mailslot<Int32>()
            proxy.arm(.insideReply(bytesMin: 50_000)) { kill(started.take(), SIGKILL) }
            let sync = try device.start(["sync"])
            started.put(sync.processID)
            #expect(sync.wait().wasKilled)
            let cut = try #require(proxy.cutAt)
            #expect(cut.passedBytes > 0 && cut.passedBytes < cut.bodyBytes)
            try device.run("sync")
            #expect(try device.run("household", "list", "--json").array().count == 2_000)
            #expect(try device.run("verify", "--json").object()["equal"] as? Bool == true)
        }
    }

    @Test func `a client killed after the server stored its batch sends it again and nothing is doubled`() throws {
        try withWorld { server, proxy, device in
            try addHouseholds(200, on: device)
            let started = Mailslot<Int32>()
            proxy.arm(.beforeReply(requestBytesMin: 10_000)) { kill(started.take(), SIGKILL) }
            let sync = try device.start(["sync"])
            started.put(sync.processID)
            #expect(sync.wait().wasKilled)
            #expect(proxy.cutAt != nil)
            #expect(try serverHouseholds(server) == 200)
            try expectAllArrivedOnce(200, server: server, device: device)
        }
    }

    @Test func `clients killed again and again at every stage lose and double nothing`() throws {
        try withWorld { server, proxy, device in
            try addHouseholds(700, on: device)
            try server.importHouseholds(1_500)
            let points: [CuttingProxy.Point] = [
                .insideRequest(bytesMin: 5_000), .beforeReply(requestBytesMin: 1), .insideReply(bytesMin: 5_000),
                .beforeReply(requestBytesMin: 1), .insideReply(bytesMin: 5_000),
            ]
            var cuts = 0
            for point in points {
                let started = Mailslot<Int32>()
                proxy.arm(point) { kill(started.take(), SIGKILL) }
                let sync = try device.start(["sync"])
                started.put(sync.processID)
                if sync.wait().wasKilled { cuts += 1 }
            }
            #expect(cuts >= 3)
            try expectAllArrivedOnce(2_200, server: server, device: device)
        }
    }

    @Test func `Ctrl-C in the middle of a transfer exits 130 and leaves the work for the next sync`() throws {
        try withWorld { server, proxy, device in
            try server.importHouseholds(2_000)
            let started = Mailslot<Int32>()
            proxy.arm(.insideReply(bytesMin: 50_000)) { kill(started.take(), SIGINT) }
            let sync = try device.start(["sync"])
            started.put(sync.processID)
            let run = sync.wait()
            #expect(run.status == 130, "\(run.err)")
            #expect(proxy.cutAt != nil)
            try device.run("sync")
            try device.run("verify")
        }
    }
}

/// A value that one thread puts and another waits for.
final class Mailslot<Value: Sendable>: @unchecked Sendable {
    // Unchecked: `lock` guards `value`.
    private let lock = NSCondition()
    private var value: Value?

    func put(_ value: Value) {
        lock.lock()
        self.value = value
        lock.broadcast()
        lock.unlock()
    }

    func take() -> Value {
        lock.lock()
        defer { lock.unlock() }
        while true {
            if let value { return value }
            lock.wait()
        }
    }
}
