internal import SyncProtocol
public import Values

/// What a check of a store found, and what computing it anew came to where that was asked for (Protocol/json-output.md,
/// "check").
public struct StoreCheck: Encodable, Sendable {
    /// Whether nothing is damaged, or not any more.
    public let ok: Bool
    /// How many the store holds; 0 where it is damaged so that they cannot be counted.
    public let records, changes: Int
    /// Empty when the store is sound.
    public let damages: [Damage]
    /// `nil` where nothing was computed anew.
    public let rebuilt: Rebuilding?

    /// Computes everything again from the changes and compares.
    ///
    /// - Parameters:
    ///   - rebuilds: Whether to write down what was computed, and compare then.
    ///   - progress: Called with how much is done and of how much.
    ///   - open: Opens the store: to write for a rebuild, else only to read, so that it also works beside a running server.
    /// - Returns: What was found.
    /// - Throws: ``StoreError``, where the store cannot be read for another reason than its damage.
    public static func run(
        rebuilds: Bool, progress: (Int, Int) -> Void, open: () throws -> ReplicaStore
    ) throws -> StoreCheck {
        var damages: [Damage] = []
        do {
            let store = try open()
            defer { try? store.close() }
            let rebuilt = rebuilds ? try store.rebuild(progress: progress) : nil
            damages = try store.check(progress: progress)
            let totals = try store.totals()
            return StoreCheck(
                ok: damages.isEmpty, records: totals.records, changes: totals.changes, damages: damages,
                rebuilt: rebuilt)
        } catch {
            // What is damaged so that it cannot be counted is damaged all the same.
            guard let damage = Damage(error) else { throw error }
            return StoreCheck(
                ok: false, records: 0, changes: 0, damages: damages.isEmpty ? [damage] : damages, rebuilt: nil)
        }
    }

    // MARK: - For people

    /// What people read of it.
    ///
    /// - Parameters:
    ///   - program: Whose store it is.
    ///   - printable: Takes out of a line what a terminal would obey: a damaged file may hold anything.
    /// - Returns: Whole lines.
    public func text(for program: ProgramName, printable: (String) -> String) -> Localized {
        func lines(_ damages: [Damage]) -> Localized { Self.lines(damages, printable) }
        let totals = Localized(zh: "\(records) 条记录，\(changes) 个变更", en: "\(records) records, \(changes) changes")
        let state =
            ok
            ? Localized(zh: "完好：\(totals.zh)。\n", en: "Sound: \(totals.en).\n")
            : Localized(
                zh: "发现 \(damages.count) 处损坏（\(totals.zh)）：\n\(lines(damages).zh)\(hint(program).zh)\n",
                en: "Damages found: \(damages.count) (\(totals.en)):\n\(lines(damages).en)\(hint(program).en)\n")
        guard let rebuilt else { return state }
        let again =
            program == .server
            ? Localized(zh: "持有它们的设备下次 sync 时重新上交", en: "devices that hold them hand them in again at their next sync")
            : Localized(zh: "服务器持有的会在下次 sync 时重新收到", en: "those that the server holds come again with the next sync")
        let leftOut =
            rebuilt.leftOut.isEmpty
            ? Localized("")
            : Localized(
                zh: "\(rebuilt.leftOut.count) 个变更本身已损坏，已另行保存、不再计入；\(again.zh)：\n\(lines(rebuilt.leftOut).zh)",
                en: "\(rebuilt.leftOut.count) changes are damaged in themselves and were set aside; \(again.en):\n"
                    + lines(rebuilt.leftOut).en)
        return Localized(
            zh: "已根据变更重新计算。\n\(leftOut.zh)\(state.zh)", en: "Computed anew from the changes.\n\(leftOut.en)\(state.en)")
    }

    private static func lines(_ damages: [Damage], _ printable: (String) -> String) -> Localized {
        func line(_ damage: Damage, _ whole: String) -> String {
            "  \(damage.record?.description ?? whole): \(printable(damage.detail))\n"
        }
        return Localized(
            zh: damages.map { line($0, "整个数据") }.joined(), en: damages.map { line($0, "the whole store") }.joined())
    }

    private func hint(_ program: ProgramName) -> Localized {
        switch (program, rebuilt) {
        case (.server, nil):
            Localized(
                zh: "请停止服务器，运行 ruhu-server check --rebuild 重新计算。",
                en: "Stop the server and run `ruhu-server check --rebuild`.")
        case (.server, _):
            Localized(
                zh: "请从备份恢复；未损坏的设备会重新上交它们持有的变更。",
                en: "Restore its backup; sound devices hand in again what they hold.")
        case (_, nil):
            Localized(
                zh: "请运行 ruhu check --rebuild，然后运行 ruhu sync。", en: "Run `ruhu check --rebuild`, then `ruhu sync`.")
        case (_, _):
            Localized(zh: "请保留这个文件并联系管理员。", en: "Keep the file and ask your administrator.")
        }
    }
}
