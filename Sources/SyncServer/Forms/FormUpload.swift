internal import AdminProtocol
internal import CommunityModel
internal import Questionnaires
internal import Values

/// A form as it was read from its files, ready to be published.
struct FormUpload {
    let definition: FormDefinition
    /// The form with the files that it names; others are left out.
    let document: FormDocument
    /// The version that the form was given because it states none itself; `nil` for its own.
    let given: VersionNaming.Given?

    /// - Parameters:
    ///   - bytes: The XForm.
    ///   - files: What lies beside it, by name.
    ///   - naming: Gives a version to a form that states none; without it the form must state one.
    /// - Throws: A 422 `form_invalid` that names every fault of the form; `StoreError`.
    init(_ bytes: [UInt8], files: [String: [UInt8]], naming: VersionNaming? = nil) throws {
        guard let xml = Self.text(bytes) else { throw Self.refusal([.notText]) }
        var texts: [String: String] = [:]
        for (name, bytes) in files { texts[name] = Self.text(bytes) }
        // What is checked is what devices will read: texts of records are normalised.
        guard let whole = FormDocument(FormDocument(xml: xml, files: texts).text) else {
            throw Self.refusal([.notText])
        }
        let resources = FormResources(files: whole.files)
        do {
            let written = try FormDefinition.parse(xml: whole.xml, resources: resources)
            if let wanted = naming?.wanted, !written.version.isEmpty, written.version != wanted {
                throw Self.refusal([.versionStated(written.version, wanted: wanted)])
            }
            let named = Set(written.resourceNames)
            let unnamed = FormDocument(xml: whole.xml, files: whole.files.filter { named.contains($0.key) })
            given =
                written.version.isEmpty
                ? try naming?.version(of: written.id) { unnamed.stating(version: $0) } : nil
            document = given.flatMap { unnamed.stating(version: $0.version) } ?? unnamed
            definition =
                given == nil ? written : try FormDefinition.parse(xml: document.xml, resources: resources)
            try definition.tryOut()
        } catch let error as FormFaults {
            let encoded = Set(files.keys).subtracting(texts.keys)
            throw Self.refusal(
                error.faults.map { fault in
                    encoded.contains(fault.place ?? "") ? .notText(fault) : FileFault(fault)
                })
        }
        let faults = Self.limits(definition, document)
        if !faults.isEmpty { throw Self.refusal(faults) }
    }

    /// A form whose only fault is its version is refused by that name, so that scripts can tell.
    static func refusal(_ faults: [FileFault]) -> Refusal {
        let codes = Set(faults.map(\.code))
        let code = codes.count == 1 ? codes.intersection(["version_published", "version_older"]).first : nil
        return Refusal(
            .unprocessable, code ?? "form_invalid", "\(faults.count) faults; nothing was published", faults: faults)
    }

    private static func text(_ bytes: [UInt8]) -> String? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        return text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    }

    /// What a record cannot hold, although the form is one.
    private static func limits(_ definition: FormDefinition, _ document: FormDocument) -> [FileFault] {
        var faults: [FileFault] = []
        for (name, text) in [("id", definition.id), ("version", definition.version)] {
            if text.isEmpty {
                faults.append(
                    FileFault(
                        code: "form_missing", path: name,
                        zh: "缺少 \(name)：发布的问卷必须有编号和版本（表格 settings 页的 form_id 和 version，版本也可用 --version）",
                        en: """
                            \(name) is missing: a published form has an id and a version (form_id and version in the \
                            sheet settings; the version also by --version)
                            """))
            } else if text.count > ServerLimits.formNameCharactersMax {
                let most = ServerLimits.formNameCharactersMax
                faults.append(
                    FileFault(
                        code: "form_too_large", path: name, zh: "\(name) 超过 \(most) 个字符",
                        en: "\(name) has more than \(most) characters"))
            }
        }
        let most = PublishedKind.form.bytesMax
        if document.text.text.utf8.count > most {
            faults.append(
                FileFault(
                    code: "form_too_large", path: "", zh: "问卷连同所附文件超过 \(most >> 10) KB",
                    en: "the form and its files are longer than \(most >> 10) KB"))
        }
        return faults
    }
}

extension FormDocument {
    /// The document with its version stated, as it would be published; `nil` when it cannot be.
    fileprivate func stating(version: String) -> FormDocument? {
        FormDefinition.stating(version: version, in: xml).flatMap {
            FormDocument(FormDocument(xml: $0, files: files).text)
        }
    }
}

extension FileFault {
    fileprivate static func versionStated(_ version: String, wanted: String) -> FileFault {
        FileFault(
            code: "version_stated", path: "version",
            zh: "问卷写明的版本是 \(version)，--version 却是 \(wanted)；请改问卷，或不写 --version",
            en: "the form states version \(version), and --version \(wanted); change the form, or leave --version out")
    }

    /// What the reader of forms found, with what to do about it.
    init(_ fault: FormFault) {
        self.init(
            line: fault.line, code: fault.code, path: fault.place ?? "",
            zh: fault.message.zh + (fault.hint?.zh ?? ""),
            en: fault.message.en + (fault.hint.map { " \($0.en.prefix(1).uppercased())\($0.en.dropFirst())" } ?? ""))
    }

    fileprivate static let notText = FileFault(
        line: 1, code: "form_xml", path: "", zh: "文件不是 UTF-8 文字。请用 pyxform 重新生成。",
        en: "the file is not UTF-8 text. Generate it again with pyxform.")

    fileprivate static func notText(_ fault: FormFault) -> FileFault {
        FileFault(
            line: fault.line, code: fault.code, path: fault.place ?? "", zh: "文件不是 UTF-8 文字。",
            en: "the file is not UTF-8 text.")
    }
}
