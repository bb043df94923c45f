public import SyncProtocol
public import Values

extension RectificationEvent {
    /// What the author of an event states: the members of the group in the events field.
    public struct Content: Sendable, Hashable {
        /// `nil` for an event that this version cannot read: of a later version, or erased.
        public let kind: RectificationKind?
        /// The changes whose events the author knew of, without those that these in turn follow; empty for the first.
        /// ``RectificationHistory/heads`` gives it.
        public let base: [ChangeID]
        /// Whether the base could be read. If not, what the event follows is unknown.
        public let isBaseKnown: Bool
        /// The reason or the comment; empty when there is none.
        public let text: String
        /// What proves it: a photograph's name, a document's number.
        public let evidence: String
        /// For closing and reopening: the later inspection that found it so.
        public let inspection: RecordID?
        /// For planning and deferring: by when it is to be done. For a request: when it was promised.
        public let dueDate: CalendarDate?

        /// An event of which nothing can be read.
        static let unreadable = Content(
            kind: nil, base: [], isBaseKnown: false, text: "", evidence: "", inspection: nil, dueDate: nil)
    }
}

extension RectificationEvent.Content {
    /// - Parameters:
    ///   - kind: What it does.
    ///   - base: The ``RectificationHistory/heads`` of the history that its author saw.
    ///   - text: The reason or the comment.
    ///   - evidence: What proves it.
    ///   - inspection: The later inspection, for closing and reopening.
    ///   - dueDate: The date that is set or promised.
    public init(
        kind: RectificationKind, base: [ChangeID], text: String = "", evidence: String = "",
        inspection: RecordID? = nil, dueDate: CalendarDate? = nil
    ) {
        self.init(
            kind: .some(kind), base: base, isBaseKnown: true, text: text, evidence: evidence,
            inspection: inspection, dueDate: dueDate)
    }

    /// The members of the group in the order of the schema. A later schema may add members behind them.
    static let members = ["kind", "base", "text", "evidence", "inspection", "due_date"]

    /// The group as it is written to the events field.
    public var value: Value {
        .tuple([
            kind.map { .text($0.rawValue) } ?? .null,
            base.isEmpty ? .null : .text(base.map(\.hex).joined(separator: " ")),
            text.isEmpty ? .null : .text(text),
            evidence.isEmpty ? .null : .text(evidence),
            inspection.map(Value.reference) ?? .null,
            dueDate.map(Value.date) ?? .null,
        ])
    }

    /// Reads the group of the events field: whatever can be read of it, and the rest as unknown.
    public init(_ value: Value) {
        guard case .tuple(let members) = value else {
            self = .unreadable
            return
        }
        func member(_ index: Int) -> Value { index < members.count ? members[index] : .null }
        func text(_ index: Int) -> String? { if case .text(let text) = member(index) { text } else { nil } }
        let words = (text(1) ?? "").split(separator: " ")
        let base = words.compactMap { ChangeID(hex: $0) }
        let isBaseText = text(1) != nil || member(1) == .null
        self.init(
            kind: text(0).flatMap(RectificationKind.init(rawValue:)), base: base,
            isBaseKnown: isBaseText && base.count == words.count, text: text(2) ?? "", evidence: text(3) ?? "",
            inspection: { if case .reference(let id) = member(4) { id } else { nil } }(),
            dueDate: { if case .date(let date) = member(5) { date } else { nil } }())
    }
}
