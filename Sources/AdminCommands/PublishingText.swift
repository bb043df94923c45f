internal import AdminProtocol
internal import CommandKit
internal import TerminalKit
internal import Values

extension Output {
    /// When a version was published, or that it is not used because somebody changed its record.
    func published(_ moment: String?, isDamaged: Bool) -> String {
        guard !isDamaged else { return text(Localized(zh: "已被改动，不可用", en: "changed by somebody; not used")) }
        return moment.map { LocalTime.text($0) } ?? ""
    }

    /// What became of a file that was to be published: its document and how large that is.
    func text(_ outcome: PublishingOutcome, name: String, title: String, size: Localized) -> String {
        DisplayWidth.printable("\(text(outcome.words(for: name))): \(title)") + "\n\(text(size))\n"
    }
}

extension PublishingOutcome {
    /// What became of a version that was to be published, in words.
    ///
    /// - Parameter name: The document's id and its version.
    /// - Returns: A sentence without its full stop.
    func words(for name: String) -> Localized {
        switch self {
        case .published: Localized(zh: "已发布 \(name)", en: "Published \(name)")
        case .unchanged:
            Localized(
                zh: "\(name) 早已发布，内容相同，未作改动", en: "\(name) is published already with this content; nothing to do")
        case .restored:
            Localized(zh: "\(name) 的记录被人改过，现已恢复", en: "The record of \(name) had been changed; it is whole again")
        case .valid: Localized(zh: "\(name) 没有错误，可以发布；没有保存", en: "\(name) has no faults; nothing was published")
        }
    }
}
