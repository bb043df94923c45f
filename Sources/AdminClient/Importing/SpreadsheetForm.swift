internal import FoundationEssentials
internal import Glibc
internal import SyncProtocol
internal import Values

/// A form as a spreadsheet (XLSForm), which pyxform's `xls2xform` turns into an XForm where it is installed.
public struct SpreadsheetForm: Sendable {
    /// As the person named it.
    public let path: String

    private static let program = "xls2xform"
    /// What names a spreadsheet that pyxform reads.
    private static let endings = [".xlsx", ".xlsm", ".xls"]

    /// `nil` for a file that is no spreadsheet by its name.
    ///
    /// - Parameter path: A file.
    public init?(path: String) {
        guard Self.endings.contains(where: path.lowercased().hasSuffix) else { return nil }
        self.path = path
    }

    /// Converts it in a folder of its own, which is gone afterwards.
    ///
    /// - Parameter environment: Names the folders in which programs lie (`PATH`).
    /// - Returns: The XForm, and what pyxform warns of.
    /// - Throws: ``Failure`` `pyxform_missing` (78), `form_not_converted` or `file_unreadable` (65).
    public func converted(environment: [String: String]) throws -> (form: DocumentFile, warnings: [String]) {
        guard let program = ChildProgram.find(Self.program, environment: environment) else { throw missing }
        let sheet = try DocumentFile(path: path)
        if let size = SpreadsheetSize.unpacked(sheet.bytes), size > AdminLimits.spreadsheetBytesMax {
            throw refused(
                Localized(
                    zh: "解开后超过 \(AdminLimits.spreadsheetBytesMax >> 20) MiB",
                    en: "unpacked, it is larger than \(AdminLimits.spreadsheetBytesMax >> 20) MiB"))
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "ruhu-form-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw refused("\(folder.path): \(error.localizedReason)")
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        // The name stays, because pyxform makes the id and the title of a form that has none from it.
        let (input, output) = (folder.appending(path: sheet.name), folder.appending(path: "form-made.xml"))
        do {
            try Data(sheet.bytes).write(to: input)
        } catch {
            throw refused("\(input.path): \(error.localizedReason)")
        }
        // Pretty-printed, because faults name lines. Its own check would need Java; the server checks more.
        let run = ChildProgram.run(
            program, ["--json", "--skip_validate", "--pretty_print", input.path, output.path],
            environment: environment, timeoutSeconds: AdminLimits.conversionSecondsMax,
            memoryBytesMax: AdminLimits.conversionMemoryBytesMax, outputBytesMax: AdminLimits.conversionOutputBytesMax)
        let warnings = try warnings(of: run, folder: folder.path)
        let bytes = try WholeFile.named(
            output.path, bytesMax: AdminLimits.documentBytesMax,
            advice: Localized(zh: "服务器不接收", en: "the server does not take it"))
        return (DocumentFile(path: "\(path) (XForm)", bytes: bytes), warnings)
    }

    /// Reads `{"code", "message", "warnings"}`, in which 100 says that all went well and 101 that there are warnings.
    private func warnings(of run: ChildProgram.Outcome, folder: String) throws(Failure) -> [String] {
        switch run {
        case .tookTooLong:
            throw refused(Self.tooMuch)
        case .notStarted(let reason): throw refused(reason)
        // Killed for the time that it computed, or for want of memory.
        case .ended(128 + SIGXCPU, _), .ended(128 + SIGKILL, _): throw refused(Self.tooMuch)
        case .ended(let status, let output):
            let own = output.replacing(folder + "/", with: "")
            guard let line = own.split(separator: "\n").last(where: { $0.hasPrefix("{") }),
                let json = JSONValue(parsing: Array(line.utf8)), case .integer(let code)? = json["code"]
            else {
                let words = own.split(separator: "\n").suffix(3).joined(separator: "\n  ")
                if words.contains("MemoryError") { throw refused(Self.tooMuch) }
                throw refused("exit code \(status)\n  \(words.suffix(AdminLimits.detailCharactersMax))")
            }
            guard code == 100 || code == 101 else {
                guard case .string(let message)? = json["message"] else { throw refused("code \(code)") }
                // Python's MemoryError has no words.
                if message.isEmpty { throw refused(Self.tooMuch) }
                throw refused(String(message.prefix(AdminLimits.detailCharactersMax * 4)))
            }
            guard case .array(let warnings)? = json["warnings"] else { return [] }
            return warnings.compactMap { if case .string(let text) = $0 { text } else { nil } }
        }
    }

    private var missing: Failure {
        Failure(
            code: "pyxform_missing", status: .configuration,
            message: Localized(
                zh: "\(path) 是电子表格，转换它需要 pyxform 的 xls2xform，但 PATH 中没有。",
                en: "\(path) is a spreadsheet; converting it takes pyxform's xls2xform, which is not on the PATH."),
            hint: Localized(
                zh: "请安装：pip install pyxform；或在别的电脑上运行 xls2xform 后导入 .xml。",
                en: "Install it with: pip install pyxform. Or run xls2xform on another machine and import the .xml."))
    }

    private static var tooMuch: Localized {
        let (seconds, memory) = (AdminLimits.conversionSecondsMax, AdminLimits.conversionMemoryBytesMax >> 20)
        return Localized(
            zh: "需要超过 \(seconds) 秒或 \(memory) MiB 内存", en: "it takes more than \(seconds) s or \(memory) MiB of memory")
    }

    private func refused(_ reason: String) -> Failure { refused(Localized(zh: reason, en: reason)) }

    private func refused(_ reason: Localized) -> Failure {
        Failure(
            code: "form_not_converted", status: .data,
            message: Localized(
                zh: "xls2xform 不能转换 \(path)：\(reason.zh)", en: "xls2xform cannot convert \(path): \(reason.en)"),
            hint: Localized(zh: "请改正表格后再导入。", en: "Mend the spreadsheet and import it again."))
    }
}

extension Error {
    /// What the system says, in one line.
    fileprivate var localizedReason: String {
        let text = (self as? CocoaError)?.underlying.map { "\($0)" } ?? "\(self)"
        return text.split(separator: "\n").joined(separator: " ")
    }
}
