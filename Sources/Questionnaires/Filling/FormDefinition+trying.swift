extension FormDefinition {
    /// Opens the form and looks at every question once, so that a form that takes too long or too much memory is refused
    /// when it is imported and not on the device of an enumerator.
    ///
    /// Answers may still lead to more; then the answer is refused.
    ///
    /// - Throws: `form_too_costly`, with the expression at fault; `form_expression` for choices of a list that are shown and
    ///   cannot be chosen.
    public func tryOut() throws(FormFaults) {
        guard listFaults.isEmpty else { throw FormFaults(listFaults) }
        let environment = FormEnvironment(
            now: { LocalMoment(localMilliseconds: 0) }, utcOffsetMinutes: 0, instanceID: "uuid:0", uuid: { "0" },
            random: { 0.5 })
        let session = try FormSession(self, environment: environment)
        for (template, definition) in repeats.sorted(by: { $0.key < $1.key }) where !definition.isFixed {
            guard let holder = nodes[template].parent.flatMap({ session.byTemplate[$0].first }),
                session.entries(of: template, in: holder).isEmpty
            else { continue }
            do throws(FormViolation) {
                try session.addRepeat(session.path(of: holder) + "/" + nodes[template].name)
            } catch {
                // That an entry may not be added now is no fault of the form.
                guard error.code == .tooCostly else { continue }
                throw FormFaults([.tooCostly(error.message, line: nodes[template].line)])
            }
        }
        var stepsLeft = QuestionnaireLimits.trialStepsMax
        for question in questions {
            guard stepsLeft > 0 else { return }
            guard let node = session.byTemplate[question.node].first else { continue }
            session.begin()
            _ = session.allowedChoices(question, at: node)
            _ = session.isRequired(node)
            _ = session.isReadonly(node)
            _ = session.brokenConstraint(.text("1"), at: node)
            stepsLeft -= session.engine.steps
            try Self.check(session)
        }
    }

    private static func check(_ session: FormSession) throws(FormFaults) {
        guard let exceededLimit = session.engine.exceededLimit else { return }
        let expressions = session.form.expressions
        throw FormFaults([
            .tooCostly(exceededLimit.text(of: expressions), line: expressions[exceededLimit.expression].line)
        ])
    }
}
