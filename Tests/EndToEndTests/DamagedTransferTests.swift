import Foundation
import Synchronization
import Testing

/// Bits that change on the way between real processes.
@Suite(.serialized) struct DamagedTransferTests {
    /// Flips the lowest bit of the last byte of a body, or of a piece of one.
    private static func flip(_ bytes: inout [UInt8]) {
        if !bytes.suffix(4).elementsEqual(Array("\r\n\r\n".utf8)) { bytes[bytes.count - 1] ^= 1 }
    }

    /// Flips the lowest bit of the last letter of a header's name.
    private static func rename(_ bytes: inout [UInt8]) {
        let name = Array("Content-Digest:".utf8)
        guard let found = bytes.firstRange(of: name) else { return }
        bytes[found.upperBound - 2] ^= 1
    }

    private func pending(_ device: TestDevice) throws -> Int? {
        try device.run("status", "--json").object()["pendingChanges"] as? Int
    }

    @Test
    func `a bit that flips on the way costs a second try; what alters everything ends the sync, and nothing is lost`()
        throws
    {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let proxy = try CuttingProxy(upstreamPort: server.port)
            defer { proxy.close() }
            let device = try server.enroll("lihua", through: "http://127.0.0.1:\(proxy.port)")
            let other = try server.enroll("wangfang")
            for enrolled in [device, other] { try enrolled.run("sync") }

            // One request and one reply.
            _ = try other.addHousehold(room: "0909")
            try other.run("sync")
            _ = try device.addHousehold(room: "0301")
            let left = Mutex<[Bool: Int]>([true: 1, false: 2])
            proxy.alter { isRequest, bytes in
                let strikes = left.withLock { left in
                    left[isRequest, default: 0] -= 1
                    return left[isRequest, default: 0] >= 0
                }
                if strikes { Self.flip(&bytes) }
            }
            let result = try device.run("sync", "--json").object()
            #expect(result["pushed"] as? Int == 1 && result["pulled"] as? Int == 1)
            #expect(left.withLock { $0.values.allSatisfy { $0 < 0 } })
            proxy.alter(nil)
            #expect(try device.run("verify", "--json").object()["equal"] as? Bool == true)

            // All of them; and the header that would show it.
            _ = try device.addHousehold(room: "0302")
            for change in [Self.flip, Self.rename] as [@Sendable (inout [UInt8]) -> Void] {
                proxy.alter { if $0 { change(&$1) } }
                #expect(try device.run("sync", "--json", status: 75).errorCode == "body_damaged")
                #expect(try pending(device) == 1)
                proxy.alter { if !$0 { change(&$1) } }
                #expect(try device.run("sync", "--json", status: 1).errorCode == "reply_damaged")
                #expect(try pending(device) == 1)
            }
            proxy.alter(nil)
            try device.run("sync")
            #expect(try pending(device) == 0)
            #expect(try device.run("verify", "--json").object()["equal"] as? Bool == true)
            let held = try device.run("verify", "--json").object()["changes"] as? Int
            #expect(try device.run("sync", "--resend", "--json").object()["pushed"] as? Int == held)
        }
    }
}
