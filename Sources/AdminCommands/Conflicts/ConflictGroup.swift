internal import AdminProtocol
internal import ArgumentParser
internal import SyncProtocol
internal import Values

struct ConflictGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conflict", abstract: "Values that people must decide between. / 待人决定的冲突。",
        subcommands: [ConflictList.self, ConflictShow.self, ConflictResolve.self])
}

extension JSONValue {
    /// A conflict as JSON shows one, values as themselves.
    init(_ conflict: ConflictRecord) {
        let values = conflict.values.map { candidate in
            var members: [JSONValue.Member] = [
                .init("value", ShownValue.json(candidate.valueJSON)), .init("author", .string(candidate.author)),
                .init("role", .string(candidate.role)), .init("device", .string(candidate.device)),
                .init("writtenAt", .string(candidate.writtenAt)), .init("reason", .string(candidate.reason)),
                .init("suspect", .boolean(candidate.suspect)),
            ]
            if let visit = candidate.visit {
                members.append(
                    .init(
                        "visit",
                        .object([
                            .init("outcome", visit.outcome.map(JSONValue.string) ?? .null),
                            .init("startedAt", .string(visit.startedAt)),
                            .init("enumerators", .array(visit.enumerators.map(JSONValue.string))),
                            .init("answers", .integer(Int64(visit.answers))),
                        ])))
            }
            return JSONValue.object(members)
        }
        self = .object([
            .init("id", .string(conflict.id)), .init("recordId", .string(conflict.recordId)),
            .init("recordType", .string(conflict.recordType)), .init("field", .string(conflict.field)),
            .init("values", .array(values)), .init("version", .string(conflict.version)),
            .init("cause", .string(conflict.cause)),
            .init("base", conflict.baseJSON.map { ShownValue.json($0) } ?? .null),
            .init("withheld", .boolean(conflict.withheld == true)), .init("label", .string(conflict.label)),
            .init("areas", .array(conflict.areas.map { .string($0) })),
        ])
    }
}
