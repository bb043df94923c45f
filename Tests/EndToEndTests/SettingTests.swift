import Foundation
import Testing

/// Settings of the campaign from the administrator to the device.
@Suite(.serialized) struct SettingTests {
    private func value(_ name: String, _ settings: [[String: Any]]) -> [String: Any] {
        settings.first { $0["name"] as? String == name } ?? [:]
    }

    @Test func `a setting is stated by name, reaches a device with its next sync, and goes back to its default`() throws
    {
        try withEnrolledDevice { server, device in
            let before = try server.admin("setting", "list", "--json").array()
            #expect(before.count == 12)
            let attempts = value("max_attempts", before)
            #expect(attempts["value"] as? String == "3" && attempts["stated"] as? Bool == false)
            #expect(try device.run("setting", "list", "--json").array().count == 12)

            let set = try server.admin(
                "setting", "set", "max_attempts", "５", "--reason", "雨季", "--json"
            ).object()
            #expect(set["value"] as? String == "5" && set["default"] as? String == "3")
            try server.admin("setting", "set", "quiet_hours", "21:00-8:00")
            try server.admin("setting", "set", "max_attempts", "4")
            try device.run("sync")
            try device.run("verify")
            let held = try device.run("setting", "list", "--json").array()
            #expect(value("max_attempts", held)["value"] as? String == "4")
            #expect(value("quiet_hours", held)["value"] as? String == "21:00-08:00")
            // One record a setting, however often it is stated.
            let records = "SELECT json_extract(state, '$.name', '$.value') FROM record WHERE type = 28 ORDER BY 1"
            #expect(
                try sqlite(device.store, records)
                    == "[\"max_attempts\",\"4\"]\n[\"quiet_hours\",\"21:00-08:00\"]\n")

            try server.admin("setting", "set", "max_attempts", "default")
            try device.run("sync")
            let back = value("max_attempts", try device.run("setting", "list", "--json").array())
            #expect(back["value"] as? String == "3" && back["stated"] as? Bool == false)
            let english = try server.admin("setting", "list", "--lang", "en").out
            #expect(english.contains("how often a household is called upon") && english.contains("from 1 to 99"))
            #expect(try server.admin("setting", "list", "--lang", "zh").out.contains("上门次数上限"))
        }
    }

    @Test func `a wrong name or value is refused with what is allowed, and nothing changes`() throws {
        try withEnrolledDevice { server, device in
            let before = try sqlite(server.data + "/records.sqlite", "SELECT count(*) FROM change")
            for (words, code, hint) in [
                (["max_attempt", "3"], "setting_unknown", "max_attempts"),
                (["max_attempts", "0"], "setting_invalid", "1 to 99"),
                (["quiet_hours", "evening"], "setting_invalid", "20:00-09:00"),
            ] {
                let run = try server.admin("setting", "set", words[0], words[1], "--json", status: 65)
                #expect(run.errorCode == code && run.err.contains(hint) && run.out.isEmpty, "\(run.err)")
            }
            #expect(try sqlite(server.data + "/records.sqlite", "SELECT count(*) FROM change") == before)
            // A device states no setting.
            let run = try device.run("record", "add", "setting", "name=round", "value=2", "--json", status: 64)
            #expect(run.errorCode == "own_command")
        }
    }
}
