internal import CommandKit
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// What every command begins with when there is unsent work, the last sync is long ago or visits are under way.
enum Reminder {
    static func tell(_ work: UnsentWork, through output: Output) {
        if work.isNotable { output.tell(sending(work), .yellow) }
        if let drafts = underWay(work) { output.tell(drafts, .yellow) }
    }

    private static func sending(_ work: UnsentWork) -> Localized {
        let age = age(of: work.lastSync, now: work.now)
        let count = work.pendingChanges
        return count == 0 ? age : Localized(zh: "\(count) 条未发送，\(age.zh)", en: "\(count) not sent, \(age.en)")
    }

    /// "2 visits under way: `ruhu visit list --drafts`".
    private static func underWay(_ work: UnsentWork) -> Localized? {
        guard work.drafts > 0 else { return nil }
        let command = work.onlyDraft.map { "ruhu visit resume \($0)" } ?? "ruhu visit list --drafts"
        return Localized(
            zh: "\(work.drafts) 次入户正在进行：\(command)",
            en: "\(work.drafts) visit\(work.drafts == 1 ? "" : "s") under way: `\(command)`")
    }

    /// "last sync 3 days ago".
    static func age(of lastSync: Instant?, now: Instant) -> Localized {
        guard let lastSync else { return Localized(zh: "从未同步", en: "never synced") }
        let minutes = max(0, now.milliseconds - lastSync.milliseconds) / 60_000
        switch minutes {
        case 0: return Localized(zh: "刚刚同步", en: "last sync just now")
        case ..<60: return age(minutes, zh: "分钟", en: "minute")
        case ..<(48 * 60): return age(minutes / 60, zh: "小时", en: "hour")
        default: return age(minutes / (24 * 60), zh: "天", en: "day")
        }
    }

    private static func age(_ count: Int64, zh: String, en: String) -> Localized {
        Localized(zh: "上次同步 \(count) \(zh)前", en: "last sync \(count) \(en)\(count == 1 ? "" : "s") ago")
    }
}
