internal import AdminProtocol
internal import ArgumentParser
internal import SyncProtocol
internal import Values

struct StandardGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "standard", abstract: "Standards that communities are inspected against. / 检查标准。",
        subcommands: [StandardImport.self, StandardList.self, StandardShow.self])
}

extension JSONValue {
    /// A published version without its content.
    static func members(of standard: StandardRecord) -> [JSONValue.Member] {
        [
            .init("standard", .string(standard.standard)), .init("version", .integer(Int64(standard.version))),
            .init("titleZh", .string(standard.title.zh)), .init("titleEn", .string(standard.title.en)),
            .init("documentNumber", standard.documentNumber.map(JSONValue.string) ?? .null),
            .init("groups", .integer(Int64(standard.groups))),
            .init("indicators", .integer(Int64(standard.indicators))),
            .init("checks", .integer(Int64(standard.checks))), .init("tasks", .integer(Int64(standard.tasks))),
            .init("publishedAt", standard.publishedAt.map(JSONValue.string) ?? .null),
            .init("publishedBy", standard.publishedBy.map(JSONValue.string) ?? .null),
            .init("digest", .string(standard.digest)), .init("damaged", .boolean(standard.isDamaged)),
        ]
    }
}
