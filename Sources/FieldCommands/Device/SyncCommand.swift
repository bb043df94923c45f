internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import SyncEngine
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Send what is recorded here and fetch what is new. / 同步。",
        discussion: """
            Ends with 0, or with 3 while a conflict is open or the server refused a change. Cut off anywhere, the next
            sync continues.

            Example / 例:
              ruhu sync --wait 120
            """)

    @Option(
        name: .long,
        help: ArgumentHelp("Seconds to go on without progress. / 没有进展时最多等待的秒数。", valueName: "seconds"))
    var wait: Int = 30
    @Flag(name: .long, help: "Fetch everything again from the start. / 从头重新接收全部内容。")
    var again = false
    @Flag(name: .long, help: "Hand in everything held here again. / 把本机的全部内容再交一遍。")
    var resend = false
    @OptionGroup var serverOptions: ServerOptions
    @OptionGroup var options: FieldOptions

    func validate() throws {
        guard (1...86_400).contains(wait) else { throw ValidationError("--wait must be 1 to 86400 seconds.") }
    }

    func run() async throws {
        let opened = try options.open(to: .save)
        let output = opened.output
        let progress = output.progress(Localized(zh: "同步", en: "Syncing"), unit: Localized(zh: "条", en: "changes"))
        defer { progress?.finish() }
        let interruption = Interruption.install()
        defer { interruption.restore() }
        let task = Task { [again, resend, wait, caFile = serverOptions.caFile] in
            try await opened.store.server.sync(
                isAnew: again, isResending: resend, waitSeconds: Double(wait), caFile: caFile
            ) {
                progress?.update(done: $0.done, total: $0.total)
            }
        }
        interruption.onCancel { task.cancel() }
        let result = try await task.value
        progress?.finish()
        try show(result, output)
        if result.refused.contains(where: \.isBeyondQuota) { tellQuota(try opened.store.device.unsentWork(), output) }
        try tellLosses(opened)
        if result.conflicts > 0 || !result.refused.isEmpty || result.unreadable > 0 || !result.damaged.isEmpty {
            throw Finished(.attention)
        }
    }

    /// Whoever did something that does not stand is told, and what stands in its place.
    private func tellLosses(_ opened: Opened) throws {
        guard !opened.output.isJSON else { return }
        for lost in try opened.store.rectifications.lostEventsToTell() {
            let id = try opened.store.shortID(lost.rectification)
            opened.output.tell(
                Localized(
                    zh: "整改 \(id)（\(lost.problem)）：您的“\(lost.kind.zh)”没有生效，已保留在经过里。\(lost.why.zh)",
                    en: "Rectification \(id) (\(lost.problem)): your \"\(lost.kind.en)\" does not apply; it is kept in "
                        + "the history. \(lost.why.en)"), .yellow)
        }
    }

    /// What does not fit into the day stays, and goes by itself on another.
    private func tellQuota(_ work: UnsentWork, _ output: Output) {
        let count = work.pendingChanges
        output.tell(
            Localized(
                zh: "本机今天上交的内容已到限额，还有 \(count) 条留在本机，没有丢失。请明天再运行 ruhu sync；"
                    + "急需的请管理员提高限额（ruhu-admin setting list 中的 quota_…）。",
                en:
                    "This device has handed in as much as it may within a day; \(count) stay here, and nothing is lost. "
                    + "Run `ruhu sync` again tomorrow; if it cannot wait, your administrator can raise the quota "
                    + "(quota_… in `ruhu-admin setting list`)."), .yellow)
    }

    private func show(_ result: SyncResult, _ output: Output) throws {
        try output.show(SyncedDevice(result)) {
            output.text(
                Localized(
                    zh: "发送 \(result.pushed) 条，收到 \(result.pulled) 条。",
                    en: "Sent \(result.pushed), received \(result.pulled).")) + "\n"
        }
        if result.conflicts > 0 {
            output.tell(
                Localized(
                    zh: "\(result.conflicts) 个冲突待解决：ruhu conflict list",
                    en: "\(result.conflicts) conflicts await a decision: ruhu conflict list"), .yellow)
        }
        let refused = result.refused.filter { !$0.isBeyondQuota }
        for (code, count) in Dictionary(refused.map { ($0.code, 1) }, uniquingKeysWith: +).sorted(by: { $0 < $1 }) {
            output.tell(
                Localized(
                    zh: "服务器没有接受 \(count) 条（\(code)）。它们留在本机，请告诉管理员。",
                    en: "The server did not take \(count) (\(code)). They stay here; tell your administrator."), .red)
        }
        if result.unreadable > 0 {
            output.tell(
                Localized(
                    zh: "有 \(result.unreadable) 条内容本版本无法读取，已略过。ruhu verify 会指出是哪条记录；"
                        + "升级或服务器修复后运行 ruhu sync --again。",
                    en: "\(result.unreadable) entries could not be read and were left out. "
                        + "`ruhu verify` names the record; after an upgrade, or once the server is mended, "
                        + "run `ruhu sync --again`."), .red)
        }
        if !result.damaged.isEmpty {
            let records = result.damaged.map { DisplayWidth.printable($0) }
            output.tell(
                Localized(
                    zh: "本机有记录已损坏，它们的新内容没有收下，其余都已收到：\(records.joined(separator: "、"))。"
                        + "请运行 ruhu check --rebuild，然后再运行 ruhu sync。",
                    en: "Records on this device are damaged; what is new of them was left out, all else arrived: "
                        + "\(records.joined(separator: ", ")). Run `ruhu check --rebuild`, then `ruhu sync` again."),
                .red)
        }
        if let offset = result.clockOffsetMilliseconds {
            let minutes = offset / 60_000
            output.tell(
                Localized(
                    zh: "本机时钟与服务器相差 \(minutes) 分钟，请校准。",
                    en: "This device's clock is \(minutes) minutes off the server's; please set it."), .yellow)
        }
    }
}

/// What `sync` gives.
private struct SyncedDevice: Encodable {
    let pushed, pulled, conflicts, rejected, unreadable, bytesSent, bytesReceived: Int
    let damaged: [String]

    init(_ result: SyncResult) {
        (pushed, pulled, conflicts) = (result.pushed, result.pulled, result.conflicts)
        (rejected, unreadable, damaged) = (result.refused.count, result.unreadable, result.damaged)
        (bytesSent, bytesReceived) = (Int(result.traffic.bytesSent), Int(result.traffic.bytesReceived))
    }
}
