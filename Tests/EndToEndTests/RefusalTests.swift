import Foundation
import Testing

/// Wrong input of every kind: a clear message, the documented exit code, and every store as it was.
@Suite(.serialized) struct RefusalTests {
    private func withDevice(_ body: (TestServer, TestDevice) throws -> Void) throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let device = try server.enroll("lihua")
            try device.run("sync")
            try body(server, device)
        }
    }

    private func write(_ text: String, in folder: URL) throws -> String {
        let file = folder.appending(path: "file-\(UUID().uuidString)")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    @Test func `wrong ids, areas, fields and files are refused and leave the store as it was`() throws {
        try withDevice { server, device in
            let id = try device.addHousehold(room: "0101")
            let before = try device.digests()
            let badColumn = try write(
                "area,building,unit,room,occupancy\n"
                    + (1...5).map { "440605011901,1,1,010\($0),permanent\n" }.joined()
                    + "440605011901,1,1,0106,sometimes\n", in: device.folder)
            let cases: [(words: [String], status: Int32, says: String)] = [
                (["household", "show", "not-a-uuid"], 65, "not-a-uuid"),
                (["household", "show", "00000000"], 65, "00000000"),
                (["household", "set", "zzzz", "room=1"], 65, "zzzz"),
                (["household", "set", id, "colour=red"], 65, "colour"),
                (["household", "set", id, "occupancy=sometimes"], 65, "sometimes"),
                (["household", "set", id, "room"], 64, "room"),
                (["household", "add", "--area", "999999", "--building", "1", "--room", "1"], 65, "999999"),
                (["household", "add", "--area", "440605011901", "--building", "1"], 64, "--room"),
                (["household", "import", badColumn], 65, "7"),
                (["household", "import", "/no/such/file.csv"], 65, "/no/such/file.csv"),
                (["visit", "add", id, "--answers", "/no/such/file.json"], 65, "/no/such/file.json"),
                (["conflict", "show", "abcdef"], 65, "abcdef"),
                (["conflict", "resolve", "abcdef", "--take", "1", "--reason", "x"], 65, "abcdef"),
                (["log", "12345678"], 65, "12345678"),
                (["no-such-command"], 64, "no-such-command"),
            ]
            for (words, status, says) in cases {
                let run = try device.start(words).wait()
                #expect(run.status == status, "\(words): \(run.status) \(run.err)")
                #expect(run.err.contains(says), "\(words): \(run.err)")
                #expect(run.out.isEmpty, "\(words): \(run.out)")
                for sign in ["Fatal error", "Swift.", "Optional("] { #expect(!run.err.contains(sign), "\(run.err)") }
                let json = try device.start(words + ["--json"]).wait()
                #expect(json.status == status && json.out.isEmpty, "\(words)")
                #expect(json.errorCode != nil, "\(words): \(json.err)")
            }
            let answers = try device.start(
                ["visit", "add", id, "--answers", "-"], input: #"{"outcome":"perhaps","attempt_no":"two"}"#
            ).wait()
            #expect(answers.status == 65)
            // Every error at once.
            #expect(answers.err.contains("perhaps") && answers.err.contains("attempt_no"), "\(answers.err)")
            #expect(try device.digests() == before)
        }
    }

    @Test func `a result that cannot be written is told alike by all three programs`() throws {
        try withDevice { server, device in
            let commands: [(program: Program, words: [String])] = [
                (.ruhu, ["status", "--store", device.store]),
                (.admin, ["area", "list", "--server", server.url, "--token", server.token]),
                (.server, ["check", "--data", server.data]),
            ]
            for (program, words) in commands {
                let run = try RunningProgram(
                    "/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/full", program.path] + words + ["--json"],
                    in: device.folder
                ).wait()
                #expect(run.status == 1 && run.errorCode == "output_failed", "\(program): \(run.err)")
            }
        }
    }

    @Test func `wrong, used and unknown codes and the tokens of revoked devices are refused`() throws {
        try withDevice { server, device in
            let store = device.folder.appending(path: "other.sqlite").path
            let other = TestDevice(store: store, folder: device.folder)
            let wrong = try other.run("init", "--server", server.url, "--code", "AAAAA-AAAAA", "--json", status: 77)
            #expect(wrong.errorCode == "code_wrong")
            #expect(!FileManager.default.fileExists(atPath: store))
            let code = try server.enrollmentCode("wangfang")
            try other.run("init", "--server", server.url, "--code", code.lowercased())
            let third = TestDevice(store: device.folder.appending(path: "third.sqlite").path, folder: device.folder)
            let used = try third.run("init", "--server", server.url, "--code", code, "--json", status: 77)
            #expect(used.errorCode == "code_used")

            let kept = try device.addHousehold(room: "0909")
            let devices = try server.admin("device", "list", "--json").array()
            let own = try #require(devices.first { $0["user"] as? String == "lihua" }?["id"] as? String)
            try server.admin("device", "revoke", own)
            let revoked = try device.run("sync", "--json", status: 77)
            #expect(revoked.errorCode == "device_revoked")
            #expect(try device.run("status", "--json").object()["pendingChanges"] as? Int == 1)
            #expect(try device.household(kept)["room"] as? String == "0909")
        }
    }

    @Test func `an expired code is refused by name`() throws {
        try withDevice { server, device in
            let code = try server.enrollmentCode("wangfang")
            server.stop()
            _ = try sqlite(server.data + "/access.sqlite", "UPDATE enrollment_code SET expires_at = 1")
            try server.start()
            let other = TestDevice(store: device.folder.appending(path: "o.sqlite").path, folder: device.folder)
            let expired = try other.run("init", "--server", server.url, "--code", code, "--json", status: 77)
            #expect(expired.errorCode == "code_expired")
            #expect(!FileManager.default.fileExists(atPath: other.store))
        }
    }

    @Test func `a store of a newer version, a foreign file, a missing store and a locked store are told apart`() throws
    {
        try withDevice { server, device in
            let copy = device.folder.appending(path: "newer.sqlite").path
            try FileManager.default.copyItem(atPath: device.store, toPath: copy)
            _ = try sqlite(copy, "PRAGMA user_version = 999")
            let newer = try TestDevice(store: copy, folder: device.folder).run("status", "--json", status: 78)
            #expect(newer.errorCode == "store_newer")

            let foreign = try write("this is not a database, it is a letter", in: device.folder)
            let letter = try TestDevice(store: foreign, folder: device.folder).run("status", "--json", status: 78)
            #expect(letter.errorCode == "store_not_a_store")
            #expect(try String(contentsOfFile: foreign, encoding: .utf8).hasPrefix("this is not"))

            let missing = device.folder.appending(path: "nowhere.sqlite").path
            let absent = try TestDevice(store: missing, folder: device.folder).run("status", "--json", status: 78)
            #expect(absent.errorCode == "store_missing")
            #expect(!FileManager.default.fileExists(atPath: missing))

            let holder = Process()
            let input = Pipe()
            let output = Pipe()
            holder.executableURL = URL(filePath: "/usr/bin/sqlite3")
            holder.arguments = [device.store]
            holder.standardInput = input
            holder.standardOutput = output
            try holder.run()
            input.fileHandleForWriting.write(Data("BEGIN EXCLUSIVE;\nSELECT 'held';\n".utf8))
            _ = output.fileHandleForReading.availableData
            let locked = try device.run(
                "household", "add", "--area", "440605011901", "--building", "1", "--room", "1", "--json", status: 75)
            #expect(locked.errorCode == "store_locked")
            input.fileHandleForWriting.closeFile()
            holder.waitUntilExit()
            try device.run("household", "add", "--area", "440605011901", "--building", "1", "--room", "1")
        }
    }

    @Test func `a full disk refuses the save, says so, and keeps everything that was there`() throws {
        try withDevice { server, device in
            // A file system of 3 MiB in a mount namespace of its own, filled to the last byte.
            let folder = device.folder.appending(path: "small").path
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let script = """
                set -e
                mount -t tmpfs -o size=3m tmpfs \(folder)
                cp \(device.store) \(folder)/store.sqlite
                before=$(sqlite3 \(folder)/store.sqlite 'SELECT count(*) FROM change')
                dd if=/dev/zero of=\(folder)/ballast bs=4096 status=none 2>/dev/null || true
                status=0
                for room in $(seq 200); do
                    RUHU_STORE=\(folder)/store.sqlite \(Program.ruhu.path) household add --area 440605011901 \
                        --building 1 --room $room --json >>\(folder)/../out 2>\(folder)/../err || { status=$?; break; }
                done
                cat \(folder)/../err
                RUHU_STORE=\(folder)/new/store.sqlite \(Program.ruhu.path) init --server http://127.0.0.1:1 --code A \
                    --json || echo "init=$?"
                rm \(folder)/ballast
                after=$(sqlite3 \(folder)/store.sqlite 'SELECT count(*) FROM change')
                saved=$(grep -c '"id"' \(folder)/../out || true)
                sqlite3 \(folder)/store.sqlite 'PRAGMA integrity_check'
                echo "status=$status kept=$((after - before - saved))"
                """
            let run = try RunningProgram(
                "/usr/bin/unshare", ["--mount", "--map-root-user", "bash", "-c", script], in: device.folder
            ).wait()
            #expect(run.out.contains("store_full"), "\(run.out)\(run.err)")
            #expect(run.out.contains("status=75 kept=0"), "\(run.out)\(run.err)")
            #expect(run.out.contains("\nok\n"), "\(run.out)")
            #expect(run.out.contains("init=75"), "\(run.out)\(run.err)")
        }
    }

    @Test func `a server that is away is told of, and one of another major version by name`() throws {
        try withDevice { server, device in
            server.stop()
            let away = try device.run("sync", "--json", status: 69)
            #expect(away.errorCode == "server_unreachable")
            let verify = try device.run("verify", "--json", status: 69)
            #expect(verify.errorCode == "server_unreachable")
            let stranger = try StubServer(
                status: "400 Bad Request", contentType: "application/x-protobuf",
                // A Problem: code "protocol_unsupported", range 2 to 3.
                body: [0x0A, 20] + Array("protocol_unsupported".utf8) + [0x1A, 4, 0x08, 2, 0x10, 3])
            defer { stranger.close() }
            _ = try sqlite(
                device.store,
                "UPDATE setting SET value = CAST('http://127.0.0.1:\(stranger.port)' AS BLOB) WHERE key = 'serverURL'")
            let other = try device.run("sync", "--json", status: 76)
            #expect(other.errorCode == "protocol_unsupported")
            #expect(other.err.contains("2"))
        }
    }

    @Test func `what answers in the server's place is told apart from the server, and the work stays`() throws {
        try withDevice { server, device in
            _ = try device.addHousehold(room: "0101")
            let html = "text/html"
            let message = "application/x-protobuf"
            func problem(_ code: String) -> [UInt8] { [0x0A, UInt8(code.utf8.count)] + Array(code.utf8) }
            let cases: [(status: String, type: String, body: [UInt8], exit: Int32, code: String)] = [
                ("200 OK", html, Array("<html>Log in</html>".utf8), 69, "server_unreachable"),
                ("204 No Content", html, [], 69, "server_unreachable"),
                ("302 Found", html + "\r\nLocation: http://login.example/", [], 69, "server_unreachable"),
                ("407 Proxy Authentication Required", html, [], 69, "server_unreachable"),
                ("511 Network Authentication Required", html, [], 69, "server_unreachable"),
                ("404 Not Found", html, [], 69, "server_unreachable"),
                ("500 Internal Server Error", html, [], 75, "server_failed"),
                ("503 Service Unavailable", message + "\r\nRetry-After: 30", problem("store_full"), 75, "server_full"),
                (
                    "503 Service Unavailable", message + "\r\nRetry-After: 30", problem("store_not_writable"), 75,
                    "server_not_writable"
                ),
            ]
            for (status, type, body, exit, code) in cases {
                let stranger = try StubServer(status: status, contentType: type, body: body)
                defer { stranger.close() }
                let url = "http://127.0.0.1:\(stranger.port)"
                _ = try sqlite(
                    device.store, "UPDATE setting SET value = CAST('\(url)' AS BLOB) WHERE key = 'serverURL'")
                let run = try device.run("sync", "--json", status: exit)
                #expect(run.errorCode == code, "\(status): \(run.err)")
                #expect(run.err.contains("records are safe here"), "\(status): \(run.err)")
                guard code == "server_unreachable" else { continue }
                #expect(run.err.contains("log-in page"), "\(status): \(run.err)")
                let new = TestDevice(store: device.folder.appending(path: "new.sqlite").path, folder: device.folder)
                let first = try new.run("init", "--server", url, "--code", "AAAAA-AAAAA", "--json", status: 78)
                #expect(first.errorCode == "not_a_server", "\(status): \(first.err)")
                #expect(!FileManager.default.fileExists(atPath: new.store))
            }
            #expect(try device.run("status", "--json").object()["pendingChanges"] as? Int == 1)
        }
    }

    @Test func `a certificate nobody vouches for is refused, and accepted once its authority is named`() throws {
        try withFolder { folder in
            let key = folder.appending(path: "key.pem").path
            let certificate = folder.appending(path: "cert.pem").path
            let made = try RunningProgram(
                "/usr/bin/openssl",
                [
                    "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
                    "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
                ], in: folder
            ).wait()
            try #require(made.status == 0, "\(made.err)")
            let server = try TestServer(in: folder, tls: ["--tls-cert", certificate, "--tls-key", key])
            try server.start()
            let device = TestDevice(store: folder.appending(path: "d.sqlite").path, folder: folder)
            let refused = try device.run("init", "--server", server.url, "--code", "AAAAA-AAAAA", "--json", status: 69)
            #expect(refused.errorCode == "certificate_refused")
            #expect(!FileManager.default.fileExists(atPath: device.store))
            let trusted = try device.run(
                "init", "--server", server.url, "--code", "AAAAA-AAAAA", "--ca", certificate, "--json", status: 77)
            #expect(trusted.errorCode == "code_wrong")
            #expect(server.stop() == 0)
        }
    }
}
