internal import AdminProtocol
internal import ArgumentParser
internal import SyncProtocol
internal import Values

struct DeviceGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device", abstract: "Laptops and tablets of the field. / 外勤设备。",
        subcommands: [DeviceEnroll.self, DeviceList.self, DeviceRevoke.self])
}

extension JSONValue {
    /// A device as JSON shows one.
    init(_ device: DeviceRecord) {
        self = .object([
            .init("id", .string(device.id)), .init("name", .string(device.name)),
            .init("label", .string(device.label)), .init("user", .string(device.user)),
            .init("enrolledAt", .string(device.enrolledAt)),
            .init("lastSeen", device.lastSeen.map { .string($0) } ?? .null),
            .init("revoked", .boolean(device.revoked)),
        ])
    }
}
