import ReplicaStore
import SyncServer
import Testing
import Values

/// What goes wrong, in words, with the exit code that `Protocol/exit-codes.md` gives it.
@Suite struct ServerFailureTests {
    @Test(arguments: [
        (ServerError.noServer(folder: "/srv/x"), "server_missing", 78, "init"),
        (.serverExists(folder: "/srv/x"), "server_exists", 78, "serve"),
        (.folderNotEmpty(folder: "/srv/x"), "folder_not_empty", 78, "empty"),
        (
            .folderUnusable(folder: "/srv/x", detail: "Permission denied"), "folder_unusable", 78,
            "Permission"
        ),
        (.inUse(folder: "/srv/x"), "server_running", 75, "stop"),
        (.badAddress(text: "/srv/x"), "address_invalid", 78, "127.0.0.1:8080"),
        (.addressInUse(text: "/srv/x"), "address_in_use", 75, "--listen"),
        (.addressUnusable(text: "/srv/x", detail: "no route"), "address_unusable", 78, "no route"),
        (.certificateUnusable(file: "/srv/x", detail: "no PEM"), "certificate_unusable", 78, "--tls-cert"),
        (.keyUnusable(file: "/srv/x", detail: "no PEM"), "key_unusable", 78, "--tls-key"),
        (.refused(code: "user_unknown", about: "/srv/x"), "user_unknown", 65, "user list"),
        (.refused(code: "user_disabled", about: "/srv/x"), "user_disabled", 77, "user enable"),
        (.refused(code: "role_without_token", about: "/srv/x"), "role_without_token", 65, "district"),
        (.refused(code: "validity_invalid", about: "/srv/x"), "validity_invalid", 65, "365"),
        (.refused(code: "admin_token_unknown", about: "/srv/x"), "admin_token_unknown", 65, "token list"),
        (.refused(code: "admin_token_ambiguous", about: "/srv/x"), "admin_token_ambiguous", 65, "digits"),
        (.refused(code: "last_administrator", about: "/srv/x"), "last_administrator", 65, "token add"),
        (.badBackup(file: "/srv/x", detail: "no mark"), "backup_invalid", 65, "--from"),
        (.badName(text: "/srv/x"), "name_invalid", 65, "100"),
    ])
    func `a server that cannot be made or started says what is at fault and what to do`(
        error: ServerError, code: String, status: Int32, word: String
    ) throws {
        let failure = try #require(ServerFailures.explain(error))
        #expect(failure.code == code && failure.status.rawValue == status)
        for text in [failure.message.zh, failure.message.en] { #expect(text.contains("/srv/x")) }
        let advice = failure.hint?.en ?? ""
        #expect("\(failure.message.en) \(advice)".contains(word))
        try expectBothLanguages(failure)
    }

    @Test(arguments: [
        (StoreError.missing(path: "/p"), "store_missing", 78),
        (.exists(path: "/p"), "store_exists", 78),
        (.notAStore(path: "/p", detail: "d"), "store_not_a_store", 78),
        (.newerVersion(path: "/p"), "store_newer", 78), (.locked(path: "/p"), "store_locked", 75),
        (.gone(path: "/p"), "store_gone", 78), (.full(path: "/p"), "store_full", 75),
        (.notWritable(path: "/p"), "store_not_writable", 78),
        (.damaged(record: "/p", detail: "d"), "store_damaged", 1),
        (.sqlite(code: 11, detail: "/p"), "store_failed", 1),
        (.hasChildren(record: "/p", count: 2), "has_children", 65),
        (.cleared(record: "/p", field: "contact"), "field_cleared", 65),
        (.invalidChange(code: "/p"), "/p", 65), (.conflictChanged(id: "/p"), "conflict_changed", 1),
        (.draftGone(id: "/p"), "draft_changed", 65), (.draftChanged(id: "/p"), "draft_changed", 65),
    ])
    func `a store that fails says which, and with the code that devices use too`(
        error: StoreError, code: String, status: Int32
    ) throws {
        let failure = try #require(ServerFailures.explain(error))
        #expect(failure.code == code && failure.status.rawValue == status)
        for text in [failure.message.zh, failure.message.en] { #expect(text.contains("/p")) }
        try expectBothLanguages(failure)
    }

    @Test func `an error of another module is not explained`() {
        struct Foreign: Error {}
        #expect(ServerFailures.explain(Foreign()) == nil)
    }

    /// A sentence each in Chinese and English, and none for both.
    private func expectBothLanguages(_ failure: Failure) throws {
        for text in [failure.message] + [failure.hint].compactMap(\.self) {
            #expect(text.zh.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) } && text.zh.hasSuffix("。"), "\(text.zh)")
            #expect(
                !text.en.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) } && text.en.hasSuffix("."), "\(text.en)")
        }
    }
}
