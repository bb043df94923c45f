internal import CommandKit
internal import FieldClient
internal import Glibc
internal import Records
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// Asks for a new record field by field: what must be stated first, each answer checked at once.
///
/// Nothing is saved while it asks, so Ctrl-C leaves everything as it was.
struct RecordForm {
    private static let columnsWithoutTerminal = 80

    let store: FieldStore
    let output: Output
    let type: RecordType

    /// Asks on standard error and reads standard input.
    ///
    /// - Returns: The answers as `FIELD=VALUE`.
    /// - Throws: ``Failure`` `fields_missing` when nobody can be asked, `interrupted` when the input ends.
    func fill() throws -> [String] {
        guard isatty(STDIN_FILENO) == 1 else { throw nobodyToAsk }
        try say(
            Localized(
                zh: "\(type.title.zh)：带 * 的必填，直接回车跳过，Ctrl-C 放弃。",
                en: "\(type.title.en): fields with * must be stated, Enter skips the others, Ctrl-C gives up."))
        let asked = type.fields.filter { !$0.keyed }
        let required = Set(type.requiredFields.map(\.number))
        let ordered = asked.filter { required.contains($0.number) } + asked.filter { !required.contains($0.number) }
        return try ordered.compactMap { field in
            try answer(for: field, isRequired: required.contains(field.number)).map { "\(field.name)=\($0)" }
        }
    }

    private func answer(for field: Field, isRequired: Bool) throws -> String? {
        try say(title(of: field, isRequired: isRequired))
        if !field.choices.isEmpty { try say(choices(of: field)) }
        while true {
            try output.story.write("> ")
            let text: String
            switch TypedLine.read() {
            case .text(let line): text = line.trimmed
            case .refused(let why):
                try say(why)
                continue
            case nil: throw givenUp
            }
            if text.isEmpty {
                guard isRequired else { return nil }
                try say(FieldFault.required.text(field: field, given: ""))
                continue
            }
            let value = value(of: text, for: field)
            guard let fault = try store.records.fault(of: value, for: field, in: type) else { return value }
            try say(fault)
        }
    }

    private func title(of field: Field, isRequired: Bool) -> Localized {
        let star = isRequired ? " *" : ""
        let hint = hint(for: field)
        let initial = field.defaultText.map { text in
            field.choices.first { $0.code == text }?.title ?? Localized(zh: text, en: text)
        }
        return Localized(
            zh: field.title.zh + star + (hint.zh.isEmpty ? "" : "（\(hint.zh)）") + (initial.map { " [\($0.zh)]" } ?? ""),
            en: field.title.en + star + (hint.en.isEmpty ? "" : " (\(hint.en))") + (initial.map { " [\($0.en)]" } ?? "")
        )
    }

    private func hint(for field: Field) -> Localized {
        if field.policy == .union { return Localized(zh: "可填多个，用逗号分隔", en: "several, separated by commas") }
        switch field.type {
        case .boolean: return Localized(zh: "是或否", en: "yes or no")
        case .date: return Localized(zh: "如 2026-11-21", en: "such as 2026-11-21")
        case .instant: return Localized(zh: "如 2026-11-21T17:30:00+08:00", en: "such as 2026-11-21T17:30:00+08:00")
        case .group:
            let members = field.members.map(\.name).joined(separator: ",")
            return Localized(zh: members, en: members)
        case .reference: return Localized(zh: "编号或名称", en: "an id or a name")
        default: return Localized(zh: "", en: "")
        }
    }

    /// The choices with the numbers that answer for them, in as many lines as the terminal needs.
    private func choices(of field: Field) -> Localized {
        func lines(_ titles: [String]) -> String {
            // Blanks within a choice must not be where the line breaks.
            let unbroken = titles.enumerated().map { "\($0 + 1)\u{A0}" + $1.replacing(" ", with: "\u{A0}") }
            let columns = (output.story.width ?? Self.columnsWithoutTerminal) - 2
            return DisplayWidth.wrap(unbroken.joined(separator: "  "), columns: columns)
                .map { "  " + $0.replacing("\u{A0}", with: " ") }.joined(separator: "\n")
        }
        return Localized(zh: lines(field.choices.map(\.title.zh)), en: lines(field.choices.map(\.title.en)))
    }

    /// Numbers stand for choices; everything else is as on the command line.
    private func value(of text: String, for field: Field) -> String {
        switch field.type {
        case .choice where field.policy == .union:
            text.split(whereSeparator: { ",，、;； ".contains($0) }).map { code(of: String($0), for: field) }
                .joined(separator: ",")
        case .choice: code(of: text, for: field)
        default: text
        }
    }

    private func code(of text: String, for field: Field) -> String {
        guard !field.choices.contains(where: { $0.code == text }), let number = Int(text),
            field.choices.indices.contains(number - 1)
        else { return text }
        return field.choices[number - 1].code
    }

    /// Questions are put even where the story is kept silent: `--json` is for the result.
    private func say(_ text: Localized) throws {
        let lines = output.text(text).split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines { try output.story.write(DisplayWidth.printable(String(line)) + "\n") }
    }

    private var nobodyToAsk: Failure {
        let names = type.requiredFields.map(\.name).joined(separator: ", ")
        return Failure(fault: "fields_missing", ["names": "\(names)", "name": "\(type.name)"])
    }

    private var givenUp: Failure {
        Failure(fault: "answers_ended")
    }
}
