internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import SyncProtocol
internal import Values

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Who you are here, what is unsent, what awaits you. / 本机状态。",
        discussion: "Example / 例: ruhu status --json")

    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let standing = try opened.store.standing()
        try opened.output.show(standing) { people(standing, opened.output) }
    }

    private func people(_ standing: DeviceStatus, _ output: Output) -> String {
        func title(_ zh: String, _ en: String) -> String { output.text(Localized(zh: zh, en: en)) }
        var details = Details()
        details.add(title("用户", "User"), "\(standing.userName) (\(standing.user), \(standing.role))")
        details.add(title("设备", "Device"), standing.device)
        details.add(title("服务器", "Server"), "\(standing.serverName) \(standing.server)")
        details.add(title("区域", "Areas"), standing.areas.joined(separator: " "))
        details.add(title("住户", "Households"), String(standing.households))
        details.add(title("入户访问", "Visits"), String(standing.visits))
        if standing.drafts > 0 {
            details.add(
                title("正在进行", "Under way"),
                title("\(standing.drafts)（ruhu visit list --drafts）", "\(standing.drafts) (ruhu visit list --drafts)"))
        }
        details.add(title("未发送", "Not sent"), String(standing.pendingChanges))
        if standing.refusedChanges > 0 {
            details.add(title("被拒收", "Refused"), String(standing.refusedChanges))
        }
        details.add(title("待解决冲突", "Conflicts"), String(standing.conflicts))
        details.add(title("上次同步", "Last sync"), standing.lastSync.map(LocalTime.text) ?? title("从未", "never"))
        return details.text
    }
}
