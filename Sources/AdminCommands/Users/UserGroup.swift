internal import AdminProtocol
internal import ArgumentParser
internal import SyncProtocol
internal import Values

struct UserGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "People and what they may do. / 用户。",
        subcommands: [UserAdd.self, UserList.self, UserDisable.self])
}

extension JSONValue {
    /// A user as JSON shows one.
    init(_ user: UserRecord) {
        self = .object([
            .init("login", .string(user.login)), .init("name", .string(user.name)), .init("role", .string(user.role)),
            .init("areas", .array(user.areas.map { .string($0) })), .init("disabled", .boolean(user.disabled)),
        ])
    }
}
