/// Filling a whole form at once, by the same rules as question by question.
extension FormSession {
    /// Takes answers by name. Names may be those of questions, or paths; groups may be objects or left out; repeats
    /// are lists of objects.
    ///
    /// - Parameter input: The answers.
    /// - Returns: What the answers break, and what is missing; nothing when the form is complete. What breaks no rule
    ///   is in the instance.
    /// - Throws: When names are unknown or ambiguous, or values of the wrong shape. Nothing has been taken then.
    public func fill(_ input: [String: FormInput]) throws(FormFaults) -> [FormViolation] {
        try take(InputPlan(input, for: form))
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
        var waiting = plan.answers
        var refused: [String: FormViolation] = [:]
        var entries = plan.entries
        // An answer may make an earlier question relevant, so the walk is repeated while it gets anywhere.
        var isMoving = true
        while isMoving {
            isMoving = false
            entries.removeAll { place in
                let isDone = take(place.path, count: place.count)
                isMoving = isMoving || isDone
                return isDone
            }
            for path in questionPaths() {
                guard let answer = waiting[path], let node = node(at: path), node.isRelevant,
                    let question = question(of: node)
                else { continue }
                // A later answer may make this one fit, so that it waits for another round.
                do throws(FormViolation) {
                    try put(answer, at: node, question)
                    waiting[path] = nil
                    refused[path] = nil
                    isMoving = true
                } catch {
                    refused[path] = error
                }
            }
        }
        return violations(plan, waiting: waiting, refused: refused)
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

    /// Gives a repeat its entries. Not done while what holds the repeat is not there or not relevant.
    private func take(_ path: String, count: Int) -> Bool {
        let steps = path.split(separator: "/")
        guard let parent = node(at: "/" + steps.dropLast().joined(separator: "/")), parent.isRelevant,
            let template = form.nodes.child(of: parent.template, named: String(steps[steps.count - 1]))
        else { return false }
        if form.repeats[template]?.isFixed ?? true { return true }
        while entries(of: template, in: parent).count < count {
            guard (try? addRepeat(path)) != nil else { return true }
        }
        while entries(of: template, in: parent).count > count {
            guard (try? removeRepeat("\(path)[\(entries(of: template, in: parent).count)]")) != nil else { return true }
        }
        return true
    }

    private func violations(
        _ plan: InputPlan, waiting: [String: FormAnswer], refused: [String: FormViolation]
    ) -> [FormViolation] {
        var found = refused
        for (path, answer) in plan.answers where answer != .none && found[path] == nil {
            guard let node = node(at: path) else {
                found[path] = FormViolation(waiting[path] == nil ? .notRelevant : .unknown, path: path)
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
