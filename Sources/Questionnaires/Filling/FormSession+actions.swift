/// Actions of the form, and what the device fills in.
extension FormSession {
    func run(_ event: FormAction.Event) {
        for action in form.actions where action.event == event {
            for target in byTemplate[action.target] {
                set(target, by: action)
                recalculate(after: target)
            }
        }
        // Within repeats, such actions stand beside those for new entries; within questions, beside those for changes.
        let inRepeats = form.repeats.sorted { $0.key < $1.key }.flatMap(\.value.actions)
        for action in inRepeats + form.questions.flatMap(\.actions) where action.event == event {
            for target in byTemplate[action.target] { set(target, by: action) }
        }
    }

    func set(_ target: InstanceNode, by action: FormAction) {
        let value = action.expression.map { engine.evaluate($0, at: target) } ?? .text(action.text)
        remember(target)
        target.datum = datum(value, for: target.template)
    }

    /// The nodes that an action of a question sets: in the same entries of the repeats that hold both.
    func targets(of action: FormAction, beside node: InstanceNode) -> [InstanceNode] {
        guard let shared = form.nodes.commonRepeat(action.target, node.template) else {
            return byTemplate[action.target]
        }
        var entry: InstanceNode? = node
        while let found = entry, found.template != shared { entry = found.parent }
        let chain = form.nodes.chain(to: action.target).dropFirst(form.nodes[shared].depth + 1)
        return entry?.descendants(chain) ?? []
    }

    /// Ends the filling: fields that take the time of the end get it. Nothing is calculated from it any more, as in
    /// JavaRosa.
    public func finish() {
        for (template, node) in form.nodes.enumerated() where node.bind.preload == .end {
            for entry in byTemplate[template] {
                entry.datum = datum(.moment(environment.now()), for: template)
            }
        }
    }
}
