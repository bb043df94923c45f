/// How a change says in its reason that it takes an earlier one back. Specification: section "Undo".
public struct UndoMark: Hashable, Sendable {
    /// Which way it goes.
    public enum Kind: String, Hashable, Sendable {
        case undo = "undo of "
        /// Takes an undo back.
        case redo = "redo of "
    }

    /// Whether a save is taken back, or an undo.
    public let kind: Kind
    /// The change that is taken back.
    public let change: ChangeID

    /// A mark that names the change.
    public init(_ kind: Kind, of change: ChangeID) {
        self.kind = kind
        self.change = change
    }

    /// Reads the reason of a change; `nil` when it says nothing of the kind.
    ///
    /// - Parameter reason: The reason.
    public init?(reason: String) {
        for kind in [Kind.undo, .redo] where reason.hasPrefix(kind.rawValue) {
            guard let change = ChangeID(hex: String(reason.dropFirst(kind.rawValue.count))) else { return nil }
            self.init(kind, of: change)
            return
        }
        return nil
    }

    /// What the change that takes it back states as its reason.
    public var reason: String { kind.rawValue + change.hex }
}

/// Finds the save that the next undo takes back, or the undo that the next redo does, among the changes that a person
/// made on one device, told from the newest backwards.
public struct UndoSearch: Sendable {
    private let kind: UndoMark.Kind
    /// Changes that later ones take back.
    private var spent: Set<ChangeID> = []

    /// What a change means for the search.
    public enum SearchResult: Hashable, Sendable {
        /// It has been taken back, or takes something back: look further.
        case passed
        case found
        /// There is nothing to find beyond it.
        case ended
    }

    /// A search that has looked at nothing yet.
    public init(_ kind: UndoMark.Kind) { self.kind = kind }

    /// Looks at the next earlier change.
    ///
    /// A redo counts as a save of its own: it is what an undo takes back next. A save that is no undo ends a search for
    /// one, because what was taken back before it may not fit any more.
    ///
    /// - Parameters:
    ///   - change: The change.
    ///   - reason: Its reason.
    /// - Returns: What it means for the search.
    public mutating func take(_ change: ChangeID, reason: String) -> SearchResult {
        let mark = UndoMark(reason: reason)
        if spent.contains(change) {
            return .passed
        }
        switch (kind, mark?.kind) {
        case (.undo, .undo), (.redo, .redo):
            if let mark { spent.insert(mark.change) }
            return .passed
        case (.undo, _), (.redo, .undo): return .found
        case (.redo, nil): return .ended
        }
    }
}
