public import Values

/// The declared tables of the rectification: which states an event may follow, and which of two concurrent events
/// stands. Specification: Protocol/rectification.md prints both, and a test holds them against each other.
public enum RectificationTable {
    /// One kind of event that changes the state.
    public struct Transition: Sendable, Hashable {
        /// The kind of the event.
        public let kind: RectificationKind
        /// The states, as its author saw them, that it may follow.
        public let sources: [RectificationState]
        /// The state that it leads to.
        public let target: RectificationState
        /// Roles whose work it is. Only ``RectificationRules`` looks at them, and only when asked to.
        public let roles: [String]
    }

    /// Which kinds fall when an event of another kind was written without knowledge of them.
    public struct Precedence: Sendable, Hashable {
        /// The kind that stands, those that fall, and why in one sentence.
        public let winner: RectificationKind, losers: [RectificationKind], why: Localized
    }

    /// One for each kind that changes the state.
    public static let transitions: [Transition] = [
        Transition(
            kind: .plan, sources: [.open, .planned, .reopened, .deferred], target: .planned,
            roles: ["street", "district"]),
        Transition(
            kind: .start, sources: [.planned, .deferred], target: .inProgress,
            roles: ["community", "street", "lead_unit", "hospital"]),
        Transition(
            kind: .submit, sources: [.inProgress], target: .submittedForCheck,
            roles: ["community", "street", "lead_unit", "hospital"]),
        Transition(
            kind: .close, sources: [.open, .planned, .inProgress, .submittedForCheck, .reopened, .deferred],
            target: .closed, roles: ["inspector", "street", "district", "lead_unit"]),
        Transition(
            kind: .reopen, sources: [.submittedForCheck, .closed, .rejected], target: .reopened,
            roles: ["inspector", "street", "district", "lead_unit", "auditor"]),
        Transition(
            kind: .reject, sources: [.open, .planned, .inProgress, .submittedForCheck, .reopened, .deferred],
            target: .rejected, roles: ["street", "district", "inspector"]),
        Transition(
            kind: .defer, sources: [.open, .planned, .inProgress, .reopened, .deferred], target: .deferred,
            roles: ["street", "district"]),
    ]

    /// Every pair of different kinds stands here once. No chain of winners leads back to its beginning, so that the
    /// strongest kind present is always defined.
    public static let precedences: [Precedence] = [
        Precedence(
            winner: .reopen, losers: [.close],
            why: Localized(
                zh: "检查员认定问题仍在，不知情的关闭不能掩盖它",
                en: "an inspector found the problem still there, and a closing that did not know must not hide it")),
        Precedence(
            winner: .reopen, losers: [.reject],
            why: Localized(
                zh: "检查员认定问题存在，“不属问题”须知情后再定",
                en: "an inspector says that there is a problem; whoever says there is none decides again, knowing that")
        ),
        Precedence(
            winner: .reopen, losers: [.submit, .defer, .start, .plan],
            why: Localized(
                zh: "重新整改要从措施重新定起，不知情的进展记为备注",
                en: "a reopened problem is planned anew; what was written without knowing is kept as a comment")),
        Precedence(
            winner: .close, losers: [.submit, .start, .plan],
            why: Localized(
                zh: "复查已认定解决，之后的进展记为备注",
                en: "a check found it solved; progress beside that is kept as a comment")),
        Precedence(
            winner: .close, losers: [.reject],
            why: Localized(
                zh: "现场认定已解决，优先于认定不属问题，并计入整改率",
                en: "a problem that was seen to be solved was one, and counts in the closing rate")),
        Precedence(
            winner: .close, losers: [.defer],
            why: Localized(zh: "已经解决，无须延期", en: "what is solved needs no later date")),
        Precedence(
            winner: .submit, losers: [.reject],
            why: Localized(
                zh: "已做的整改要经复查；认定不属问题须看过材料再定",
                en: "work that was done is checked; whoever says there was no problem decides again, having seen it")),
        Precedence(
            winner: .submit, losers: [.defer],
            why: Localized(zh: "整改已做完，无须延期", en: "what is done needs no later date")),
        Precedence(
            winner: .submit, losers: [.start, .plan],
            why: Localized(zh: "整改已做完，以更靠后的步骤为准", en: "the work is done; the step that is further on stands")),
        Precedence(
            winner: .reject, losers: [.defer, .start, .plan],
            why: Localized(
                zh: "已认定不属问题，不应再花工夫",
                en: "it was found to be no problem, and no more work should go into it")),
        Precedence(
            winner: .defer, losers: [.start, .plan],
            why: Localized(
                zh: "延期由街镇决定，新的时限必须留下；之后可从延期继续",
                en: "the street granted a later date, which must not be lost; the work goes on from there")),
        Precedence(
            winner: .start, losers: [.plan],
            why: Localized(
                zh: "整改已开始，措施的修改已在记录里",
                en: "the work has begun; what the plan changed stands in the record's fields")),
    ]

    static func transition(_ kind: RectificationKind) -> Transition? {
        transitions.first { $0.kind == kind }
    }

    /// Why an event of one kind beats a concurrent one of another.
    ///
    /// - Returns: `nil` when it does not.
    static func precedence(of winner: RectificationKind, over loser: RectificationKind) -> Precedence? {
        precedences.first { $0.winner == winner && $0.losers.contains(loser) }
    }

    /// The kinds that change the state, the strongest first: each beats all that come after it.
    static let strongestFirst: [RectificationKind] = transitions.map(\.kind).sorted { left, right in
        beatenCount(left) > beatenCount(right)
    }

    private static func beatenCount(_ kind: RectificationKind) -> Int {
        precedences.reduce(0) { $0 + ($1.winner == kind ? $1.losers.count : 0) }
    }
}

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
