internal import Values

extension FormSession {
    /// What a node was before an answer changed it.
    struct Former {
        let node: InstanceNode
        let datum: Datum?
        let isSelfRelevant: Bool
        let isRelevant: Bool
    }

    /// Must be called before a node changes while an answer is taken.
    func remember(_ node: InstanceNode) {
        journal.append(
            Former(
                node: node, datum: node.datum, isSelfRelevant: node.isSelfRelevant, isRelevant: node.isRelevant))
    }

    /// Begins to take an answer or an entry.
    func begin() {
        engine.begin()
        overgrown = nil
        grown = []
        journal = []
    }

    /// Takes back all that happened since ``begin()``, without evaluating anything: that may be what went wrong.
    func takeBack() {
        for former in journal.reversed() {
            former.node.datum = former.datum
            former.node.isSelfRelevant = former.isSelfRelevant
            former.node.isRelevant = former.isRelevant
        }
        for entry in grown.reversed() { engine.remove(entry) }
        touched = [:]
        if !grown.isEmpty || isIndexStale { index() }
        begin()
    }

    /// Why what was evaluated since ``begin()`` is nothing to go by; `nil` when it is.
    ///
    /// - Parameter path: Of the answer or the entry.
    /// - Returns: The violation to tell.
    func exceededLimit(at path: String) -> FormViolation? {
        engine.exceededLimit.map { FormViolation(.tooCostly, path: path, message: $0.text(of: form.expressions)) }
    }

    /// Why what happened since ``begin()`` cannot stay; `nil` when it can.
    func objection(at path: String) -> FormViolation? {
        if let overgrown { return FormViolation(.tooManyEntries, path: self.path(of: overgrown)) }
        return exceededLimit(at: path)
    }
}
