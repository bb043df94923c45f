internal import SyncProtocol
internal import Values

/// Why an event did not apply, in words.
enum RectificationWording {
    static let unreadable = Localized(
        zh: "这条记录已被清除，或由更新的版本写成，本程序读不懂",
        en: "this event was erased, or a later version of the program wrote it, and cannot be read")

    static func beaten(_ event: RectificationEvent, by winner: RectificationEvent) -> Localized {
        guard let kind = winner.content.kind, let loser = event.content.kind,
            let rule = RectificationTable.precedence(of: kind, over: loser)
        else { return unreadable }
        return Localized(
            zh: "与 \(winner.author) 的“\(kind.title.zh)”互不知情：\(rule.why.zh)",
            en: "\(winner.author)'s \"\(kind.title.en)\" was written without knowing of it: \(rule.why.en)")
    }

    static func repeated(by first: RectificationEvent) -> Localized {
        let kind = first.content.kind?.title ?? Localized(zh: "", en: "")
        return Localized(
            zh: "\(first.author) 已“\(kind.zh)”，这条记为备注",
            en: "\(first.author) had said \"\(kind.en)\" already; this one is kept as a comment")
    }

    static func notAllowed(_ kind: RectificationKind?, in state: RectificationState) -> Localized {
        guard let kind else { return unreadable }
        return Localized(
            zh: "“\(state.title.zh)”之后不能“\(kind.title.zh)”",
            en: "\"\(kind.title.en)\" cannot follow the state \"\(state.title.en)\"")
    }
}
