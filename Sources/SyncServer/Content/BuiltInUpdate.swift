internal import AdminProtocol
internal import BuiltInContent
internal import CommunityModel
internal import Questionnaires
internal import ReplicaStore
internal import Standards
internal import SyncProtocol
internal import Values

/// Brings a server's records up to what this version of the software ships: its schema, its standards and its forms. On a
/// store that has seen this version it costs nothing.
struct BuiltInUpdate {
    let records: ReplicaStore

    /// What was done, for the log: names of what is new.
    struct UpdateResult: Sendable {
        var schemaVersion: UInt32?
        var published: [String] = []
        /// Versions that were published before with other content, and stay as they are.
        var differing: [String] = []
        /// Files that could not be published, with why; they are tried again at the next start.
        var failed: [String] = []
    }

    /// The author of what the software itself publishes.
    private static let author = Author(login: "ruhu", role: "administrator", device: "server")

    /// - Throws: `StoreError`; nothing is half done, and the next start tries again.
    func run() throws -> UpdateResult {
        var report = UpdateResult()
        try bringSchema(&report)
        try bringContent(&report)
        return report
    }

    private func bringSchema(_ report: inout UpdateResult) throws {
        guard let builtIn = Schema(document: BuiltInSchema.document) else {
            throw StoreError.damaged(record: "schema", detail: "the schema that ships with the software cannot be read")
        }
        // A server that once ran a newer version keeps what that one declared.
        let seen = try records.text(.builtInSchema).flatMap { UInt32($0) } ?? 0
        guard seen <= builtIn.version else { return }
        report.schemaVersion = try records.updateSchema { current in
            guard let merged = SchemaMerge.merge(builtIn, into: current) else { return (nil, nil) }
            return (Array(JSONValue(merged).text.utf8), merged.version)
        }.result
        if seen != builtIn.version { try records.set([.builtInSchema: String(builtIn.version)]) }
    }

    private func bringContent(_ report: inout UpdateResult) throws {
        let (standards, forms) = (BuiltInFiles.standards, BuiltInFiles.forms)
        let mark = Digest.of((standards + forms).flatMap { Array($0.name.utf8) + [0] + $0.bytes }).hex
        guard try records.text(.builtInContent) != mark else { return }
        for file in standards {
            try publish(file, &report) {
                let read = try StandardUpload(file.bytes, name: file.name)
                let publishing = StandardPublishing(
                    standard: read.standard, document: read.document, author: Self.author)
                return ("\(read.standard.id) \(read.standard.version)", { try publishing.run(in: records) })
            }
        }
        for file in forms {
            try publish(file, &report) {
                let read = try FormUpload(file.bytes, files: [:])
                let publishing = FormPublishing(form: read, author: Self.author)
                return ("\(read.definition.id) \(read.definition.version)", { try publishing.run(in: records) })
            }
        }
        if report.failed.isEmpty { try records.set([.builtInContent: mark]) }
    }

    /// `read` reads the file, and gives the name of the version and what publishes it.
    private func publish(
        _ file: BuiltInFile, _ report: inout UpdateResult,
        read: () throws -> (name: String, run: () throws -> PublishingOutcome)
    ) throws {
        do {
            let (name, run) = try read()
            do {
                if try run() != .unchanged { report.published.append(name) }
            } catch is PublishingFaults {
                report.differing.append(name)
            } catch let refusal as Refusal where refusal.status == .unprocessable {
                report.differing.append(name)
            }
        } catch let refusal as Refusal {
            let first = refusal.faults?.first
            report.failed.append("\(file.name): \(first.map { "\($0.code) \($0.path)" } ?? refusal.code)")
        } catch StoreError.damaged(let record, let detail) {
            report.failed.append("\(file.name): \(record): \(detail)")
        }
    }
}
