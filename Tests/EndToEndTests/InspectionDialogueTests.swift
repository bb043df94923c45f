import Foundation
import Testing

/// The checklist on a real terminal, with an inspector who types, looks, and is interrupted.
@Suite(.serialized) struct InspectionDialogueTests {
    private static let area = "440605011901"

    /// A device with a new inspection.
    private func inspection(_ body: (TestDevice, String) throws -> Void) throws {
        try withEnrolledDevice { server, device in
            server.stop()
            let started = try device.run(
                "inspect", "start", "--standard", "nanhai-2011", "--area", Self.area, "--json")
            try body(device, try #require(try started.object()["id"] as? String))
        }
    }

    private func shown(_ id: String, on device: TestDevice) throws -> [String: Any] {
        try device.run("inspect", "show", id, "--json").object()
    }

    private func values(_ id: String, on device: TestDevice) throws -> [String: Any] {
        try shown(id, on: device)["values"] as? [String: Any] ?? [:]
    }

    @Test func `every indicator shows its limit and why, takes raw numbers, and is judged at once, offline`() throws {
        try inspection { device, id in
            let walk = try device.atTerminal("inspect", "walk", id, "--from", "FAC")
            try walk.wait(for: "NH11-FAC-01")
            try walk.wait(for: "Required: office_area >= 180 m2")
            try walk.wait(for: "office area (m2): ")
            try walk.type("wide\r")
            try walk.wait(for: "Give a number")
            try walk.wait(for: "office area (m2): ")
            // Full-width digits, as an input method types them.
            try walk.type("１７９.５\r")
            try walk.wait(for: "→ fail")
            try walk.wait(for: "NH11-FAC-02")
            try walk.type("15\r")
            try walk.wait(for: "→ pass")
            try walk.wait(for: "NH11-FAC-03")
            try walk.wait(for: ": ")
            try walk.type("201\r")
            try walk.wait(for: "{户}): ")
            try walk.type("998\r")
            try walk.wait(for: "→ pass")
            // Back: the same indicator now says which limit applies and because of what.
            try walk.wait(for: "NH11-FAC-04")
            try walk.type("b\r")
            try walk.wait(for: "NH11-FAC-03")
            try walk.wait(for: "200 m2")
            try walk.wait(for: "Because: community.households = 998 < 1000")
            try walk.type("\r")
            try walk.wait(for: "= 998")
            try walk.type("1005\r")
            // 201 m² are wanted for 1,005 households, and 201 are there.
            try walk.wait(for: "→ pass")
            try walk.wait(for: "NH11-FAC-04")
            try walk.type("q\r")
            let run = try walk.wait()
            #expect(run.status == 0 && run.out.contains("All is saved"))
            let kept = try values(id, on: device)
            #expect(kept["office_area"] as? String == "179.5" && kept["police_room_area"] as? Int == 15)
            #expect(kept["households"] as? Int == 1005)
        }
    }

    @Test func `notes, a position and an exemption are taken on the way; jumps go to indicators and groups`() throws {
        try inspection { device, id in
            let walk = try device.atTerminal("inspect", "walk", id)
            try walk.wait(for: "[1/63]")
            try walk.type("g FAC-05\r")
            try walk.wait(for: "NH11-FAC-05")
            try walk.type("n 墙面渗水\r")
            try walk.type("p 23.03,113.1\r")
            try walk.type("g 99\r")
            try walk.wait(for: "99")
            try walk.type("?\r")
            try walk.wait(for: "Enter keep")
            try walk.type("x 没有条件\r")
            try walk.wait(for: "→ not applicable")
            try walk.wait(for: "没有条件")
            try walk.type("g SRV\r")
            try walk.wait(for: "NH11-SRV-01")
            try walk.type("q\r")
            #expect(try walk.wait().status == 0)
            let kept = try shown(id, on: device)
            #expect((kept["notes"] as? [String: [String]])?["NH11-FAC-05"] == ["墙面渗水"])
            #expect(kept["position"] as? [String: String] == ["latitude": "23.03", "longitude": "113.1"])
            #expect((kept["exemptions"] as? [String: String])?["NH11-FAC-05"] == "没有条件")
        }
    }

    @Test func `killed in the middle it goes on where it was, with every answer kept`() throws {
        try inspection { device, id in
            let walk = try device.atTerminal("inspect", "walk", id, "--from", "FAC-01")
            try walk.wait(for: "office area (m2): ")
            try walk.type("180\r")
            try walk.wait(for: "→ pass")
            try walk.wait(for: "NH11-FAC-02")
            try walk.type("g FAC-03\r")
            try walk.wait(for: "NH11-FAC-03")
            try walk.wait(for: ": ")
            try walk.type("200\r")
            try walk.wait(for: "{户}): ")
            // Half an answer is on the line when the battery goes.
            try walk.type("99")
            walk.kill()
            #expect(try walk.wait().wasKilled)
            let kept = try values(id, on: device)
            #expect(kept["office_area"] as? Int == 180 && kept["public_service_area"] as? Int == 200)
            #expect(kept["households"] == nil)
            let again = try device.atTerminal("inspect", "walk", id)
            // Not at the first indicator without data, but where the inspector stood.
            try again.wait(for: "NH11-")
            #expect(again.text.contains("NH11-FAC-03") && !again.text.contains("NH11-RES-01"))
            try again.wait(for: "= 200: ")
            try again.type("\r")
            try again.wait(for: "{户}): ")
            try again.type("999\r")
            try again.wait(for: "→ pass")
            try again.control("d")
            #expect(try again.wait().status == 0)
            #expect(try values(id, on: device)["households"] as? Int == 999)
            try device.run("verify", status: 69)
        }
    }

    @Test func `Ctrl-C ends it as an interruption, and what was answered stays`() throws {
        try inspection { device, id in
            let walk = try device.atTerminal("inspect", "walk", id, "--from", "FAC-01")
            try walk.wait(for: "office area (m2): ")
            try walk.type("180\r")
            try walk.wait(for: "NH11-FAC-02")
            try walk.control("c")
            let run = try walk.wait()
            // A shell reports 130 for both ways to end on SIGINT.
            #expect(run.wasKilled ? run.status == SIGINT : run.status == 130, "\(run.status) \(run.out)")
            #expect(walk.isCooked)
            #expect(try values(id, on: device)["office_area"] as? Int == 180)
        }
    }

    @Test func `on forty columns no line is wider than the window, and NO_COLOR leaves no escapes`() throws {
        try inspection { device, id in
            let walk = try device.atTerminal(
                "inspect", "walk", id, "--from", "FAC-03", "--lang", "zh", window: .init(columns: 40, rows: 20),
                environment: ["NO_COLOR": "1"])
            try walk.wait(for: "NH11-FAC-03")
            try walk.wait(for: ": ")
            try walk.type("q\r")
            #expect(try walk.wait().status == 0)
            #expect(!walk.bytes.contains(0x1B))
            // A command to copy is never broken.
            for line in walk.text.split(separator: "\n") where !line.contains("ruhu ") {
                let width = line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x1100 ? 2 : 1) }
                #expect(width <= 40, "\(width): \(line)")
            }
            let colourful = try device.atTerminal("inspect", "walk", id, "--from", "FAC-03")
            try colourful.wait(for: "NH11-FAC-03")
            try colourful.type("q\r")
            _ = try colourful.wait()
            #expect(colourful.bytes.contains(0x1B))
        }
    }

    @Test func `without a terminal it asks nothing and names the other way`() throws {
        try inspection { device, id in
            let run = try device.start(["inspect", "walk", id], input: "180\r").wait()
            #expect(run.status == 64 && run.out.isEmpty)
            #expect(run.err.contains("ruhu inspect record \(id)"))
            #expect(try device.start(["inspect", "walk", id, "--json"]).wait().errorCode == "not_interactive")
            #expect(try values(id, on: device).isEmpty)
        }
    }
}
