/// Filling a whole form at once, by the same rules as question by question.
extension FormSession {
    /// Takes answers by name. Names may be those of questions, or paths; groups may be objects or left out; repeats
    /// are lists of objects.
    ///
    /// - Parameters:
    ///   - input: The answers.
    ///   - isWhole: Whether they are all that a filled form holds: what is not among them is unanswered, whatever the form
    ///     begins with, and entries that a count does not reach any more are there all the same.
    /// - Returns: What the answers break, and what is missing; nothing when the form is complete. What breaks no rule
    ///   is in the instance.
    /// - Throws: When names are unknown or ambiguous, or values of the wrong shape. Nothing has been taken then.
    public func fill(_ input: [String: FormInput], isWhole: Bool = false) throws(FormFaults) -> [FormViolation] {
        try take(InputPlan(input, for: form, isWhole: isWhole))
    }

    /// Takes the answers of an instance that another program filled.
    ///
    /// The identity, calculations, relevance and the properties of device and campaign are the session's own; the times
    /// of start and end that the instance's device filled in are kept.
    ///
    /// - Parameter instance: The instance's XML.
    /// - Returns: As for ``fill(_:)``.
    /// - Throws: When the instance is of another form or version, or holds nodes that the form does not know. Nothing
    ///   has been taken then.
    public func fill(instance: String) throws(FormFaults) -> [FormViolation] {
        try take(InputPlan(instance: try InstanceReader.read(instance, for: form), for: form))
    }

    private func take(_ plan: InputPlan) throws(FormFaults) -> [FormViolation] {
        guard plan.faults.isEmpty else { throw FormFaults(plan.faults) }
        takePreloads(plan.preloads)
        var walk = InputFilling(plan, through: self)
        // An answer may make an earlier question relevant, so the walk is repeated while it gets anywhere.
        while walk.goes() {}
        return violations(plan, waiting: walk.waiting, refused: walk.refused)
    }

    /// Paths of all relevant questions, in the order of the form.
    private func questionPaths() -> [String] {
        steps().compactMap { step in if case .question(let path) = step { path } else { nil } }
    }

    private func takePreloads(_ values: [String: String]) {
        for (path, text) in values.sorted(by: { $0.key < $1.key }) {
            guard let node = node(at: path) else { continue }
            // What this device knows, it knows better: no file turns on questions that the campaign has off.
            if case .property? = form.nodes[node.template].bind.preload { continue }
            let type = form.nodes[node.template].type
            node.datum = Datum.reading(text, as: type, utcOffsetMinutes: environment.utcOffsetMinutes) ?? node.datum
            recalculate(after: node)
        }
    }

    /// Whether a node is not there because what would hold it is not relevant.
    private func liesInIrrelevance(_ path: String) -> Bool {
        var steps = path.split(separator: "/")
        while steps.count > 1 {
            let name = steps.removeLast().prefix { $0 != "[" }
            let place = "/" + steps.joined(separator: "/")
            // The repeat that the missing entry belongs to is the last step here, without an entry to look into.
            guard let holder = node(at: place),
                let template = form.nodes.child(of: holder.template, named: String(name))
            else { continue }
            return !holder.isRelevant || !isRepeatRelevant(template, in: holder)
        }
        return false
    }

    private func violations(
        _ plan: InputPlan, waiting: [String: FormAnswer], refused: [String: FormViolation]
    ) -> [FormViolation] {
        var found = refused
        for (path, answer) in plan.answers where answer != .none && found[path] == nil {
            guard let node = node(at: path) else {
                let isGone = waiting[path] == nil || liesInIrrelevance(path)
                found[path] = FormViolation(isGone ? .notRelevant : .unknown, path: path)
                continue
            }
            if !node.isRelevant { found[path] = FormViolation(.notRelevant, path: path) }
        }
        for violation in validateAll() where found[violation.path] == nil { found[violation.path] = violation }
        let order = Dictionary(
            questionPaths().enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        return found.values.sorted { left, right in
            (order[left.path] ?? Int.max, left.path) < (order[right.path] ?? Int.max, right.path)
        }
    }
}
