internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Who you are here, what is unsent, what awaits you. / 本机状态。",
        discussion: "Example / 例: ruhu status --json")

    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let status = try opened.store.device.status()
        try opened.output.show(status) { people(status, opened.output) }
        if let exposure = opened.store.device.exposure { opened.output.tell(exposure, .yellow) }
    }

    private func people(_ status: DeviceStatus, _ output: Output) -> String {
        func title(_ zh: String, _ en: String) -> String { output.text(Localized(zh: zh, en: en)) }
        var details = Details()
        details.add(title("用户", "User"), "\(status.userName) (\(status.user), \(status.role))")
        details.add(title("设备", "Device"), status.device)
        details.add(title("服务器", "Server"), "\(status.serverName) \(status.server)")
        details.add(title("区域", "Areas"), status.areas.joined(separator: " "))
        details.add(title("住户", "Households"), String(status.households))
        details.add(title("入户访问", "Visits"), String(status.visits))
        if status.drafts > 0 {
            details.add(
                title("正在进行", "Under way"),
                title("\(status.drafts)（ruhu visit list --drafts）", "\(status.drafts) (ruhu visit list --drafts)"))
        }
        details.add(title("未发送", "Not sent"), String(status.pendingChanges))
        if status.refusedChanges > 0 {
            details.add(title("被拒收", "Refused"), String(status.refusedChanges))
        }
        details.add(title("待解决冲突", "Conflicts"), String(status.conflicts))
        details.add(title("上次同步", "Last sync"), status.lastSync.map { LocalTime.text($0) } ?? title("从未", "never"))
        return details.text
    }
}
