import AdminProtocol
import Foundation
import Testing
import Values

@testable import AdminClient

/// A form and the files beside it.
@Suite struct FormFilesTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    private func form() throws -> DocumentFile {
        try DocumentFile(path: folder.write("<h:html/>", to: "f.xml"))
    }

    @Test func `files that the server misses are looked for beside the form and sent with it`() async throws {
        try folder.write("name\na\n", to: "places.csv")
        let record = FormRecord(
            form: "f", version: "1", title: "t", languages: [], questionCount: 0, files: [], publishedAt: nil,
            publishedBy: nil, digest: "00", damaged: false)
        let server = try ScriptedServer { request in
            let sent = try request.json(FormImportRequest.self)
            if sent.files.isEmpty {
                let missing = FileFault(code: "form_resource", path: "places.csv", zh: "缺", en: "missing")
                return try .json(AdminProblem(code: "form_invalid", text: "", faults: [missing]), status: 422)
            }
            return try .json(FormImportResult(outcome: .valid, form: record))
        }
        defer { server.stop() }
        let files = try FormFiles(form: try form(), attachments: [], version: nil, day: "20260301")
        #expect(try await server.client().publishForm(files, isTrial: true).outcome == .valid)
        let sent = try server.requests.map { try $0.json(FormImportRequest.self) }
        let xml = Data("<h:html/>".utf8).base64EncodedString()
        #expect(sent.count == 2 && sent.allSatisfy { $0.isTrial && $0.form == xml })
        #expect(sent[1].files == ["places.csv": Data("name\na\n".utf8).base64EncodedString()])
    }

    @Test func `a name leads nowhere else than beside the form, and what is not there is not asked for again`()
        async throws
    {
        try folder.write("secret", to: "secret.csv")
        try FileManager.default.createDirectory(atPath: folder.path("forms"), withIntermediateDirectories: true)
        let form = try DocumentFile(path: folder.write("<h:html/>", to: "forms/f.xml"))
        var files = try FormFiles(form: form, attachments: [], version: nil, day: "20260301")
        let isFound = files.find(["../secret.csv", folder.path("secret.csv"), "missing.csv", ""])
        #expect(!isFound && files.attachments.isEmpty)
    }

    @Test func `files of one name are refused: a form tells them apart by nothing else`() throws {
        try FileManager.default.createDirectory(atPath: folder.path("b"), withIntermediateDirectories: true)
        let paths = try [folder.write("1", to: "p.csv"), folder.write("2", to: "b/p.csv")]
        let failure = #expect(throws: Failure.self) {
            try FormFiles(form: try form(), attachments: paths, version: nil, day: "20260301")
        }
        #expect(failure?.code == "files_alike" && failure?.status.rawValue == 65)
        for path in paths { #expect(failure?.message.en.contains(path) == true) }
    }

    @Test func `a file larger than the server takes is not read`() throws {
        let path = folder.path("large.xml")
        try Data(count: (4 << 20) + 1).write(to: URL(filePath: path))
        let failure = #expect(throws: Failure.self) { try DocumentFile(path: path) }
        #expect(failure?.code == "file_too_large" && failure?.message.en.contains("more than 4 MiB") == true)
        try Data(count: 4 << 20).write(to: URL(filePath: path))
        #expect(try DocumentFile(path: path).bytes.count == 4 << 20)
    }
}
