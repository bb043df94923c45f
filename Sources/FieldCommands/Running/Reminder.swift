internal import CommandKit
internal import Failures
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit

/// The line that every command begins with when there is unsent work or the last sync is long ago.
enum Reminder {
    static func tell(_ work: UnsentWork, through output: Output) {
        guard work.isNotable else { return }
        let age = age(of: work.lastSync, now: work.now)
        if work.pendingChanges == 0 {
            output.tell(age, .yellow)
        } else {
            let count = work.pendingChanges
            output.tell(Localized(zh: "\(count) 条未发送，\(age.zh)", en: "\(count) not sent, \(age.en)"), .yellow)
        }
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
