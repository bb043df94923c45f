import Foundation
import Testing

/// A device hands in more than it may within a day.
@Suite(.serialized) struct QuotaTests {
    @Test
    func `what is beyond the quota of a day stays, is told, and goes once there is room`()
        throws
    {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let device = try server.enroll("lihua")
            try device.run("sync")
            try server.admin("setting", "set", "quota_changes", "1")
            _ = try device.addHousehold(room: "0909")
            _ = try device.addHousehold(room: "0910")
            let told = try device.run("sync", status: 3)
            #expect(told.err.contains("as much as it may within a day; 1 stay here"), "\(told.err)")
            let again = try device.run("sync", "--json", status: 3).object()
            #expect(again["pushed"] as? Int == 0 && again["rejected"] as? Int == 1)
            let listed = try #require(try server.admin("device", "list", "--json").array().first)
            let handedIn = try #require(listed["handedIn"] as? [String: Any])
            #expect(handedIn["changes"] as? Int == 1 && handedIn["exceeded"] as? Bool == true)
            // Counted is what was handed in, also across a restart.
            server.stop()
            try server.start()
            try device.run("sync", "--json", status: 3)
            try server.admin("setting", "set", "quota_changes", "default")
            #expect(try device.run("sync", "--json").object()["pushed"] as? Int == 1)
            #expect(try device.run("verify", "--json").object()["equal"] as? Bool == true)
        }
    }
}
