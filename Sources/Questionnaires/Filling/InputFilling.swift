/// Takes answers that were handed in at once through a form, on the way that a person goes.
///
/// What an answer brings about follows at once, and an entry of a repeat is made when the walk reaches it: defaults of
/// new entries and fields that are set by a change so come out as in an interview.
struct InputFilling {
    private let session: FormSession
    /// What was not taken yet, by the path in the instance.
    private(set) var waiting: [String: FormAnswer]
    /// Why some of it was not taken; a later answer may make it fit.
    private(set) var refused: [String: FormViolation] = [:]
    /// How many entries the repeats get, by their path.
    private let entries: [String: Int]
    /// Whether entries beyond the count of their repeat are made too.
    private let passesCounts: Bool
    /// Repeats that take no more entries.
    private var full: Set<String> = []
    private var isMoving = false

    init(_ plan: InputPlan, through session: FormSession) {
        self.session = session
        waiting = plan.answers
        entries = plan.entries
        passesCounts = plan.isWhole
    }

    /// Goes through the form once.
    ///
    /// - Returns: Whether anything changed, so that going again may help.
    mutating func goes() -> Bool {
        isMoving = false
        walk(session.form.body, in: session.root)
        return isMoving
    }

    private mutating func walk(_ parts: [BodyPart], in holder: InstanceNode) {
        for part in parts {
            switch part {
            case .question(let index):
                let question = session.form.questions[index]
                for node in session.nodes(of: question, from: holder) where node.isRelevant { take(question, at: node) }
            case .group(let group):
                guard let template = group.node else {
                    walk(group.parts, in: holder)
                    continue
                }
                for node in session.found(template, from: holder) where node.isRelevant { walk(group.parts, in: node) }
            case .repeat(let definition): walk(definition, in: holder)
            }
        }
    }

    private mutating func take(_ question: FormQuestion, at node: InstanceNode) {
        let path = session.path(of: node)
        guard let answer = waiting[path] else { return }
        do throws(FormViolation) {
            try session.put(answer, at: node, question)
            waiting[path] = nil
            refused[path] = nil
            isMoving = true
        } catch {
            refused[path] = error
        }
    }

    private mutating func walk(_ definition: BodyPart.Repeat, in holder: InstanceNode) {
        guard let parent = session.form.nodes[definition.node].parent else { return }
        for above in session.found(parent, from: holder) where above.isRelevant {
            let path = session.path(of: above) + "/" + session.form.nodes[definition.node].name
            let isCounted = definition.isFixed && definition.count != nil
            let wanted = definition.isFixed && !(passesCounts && isCounted) ? nil : entries[path]
            if let wanted { removeBeyond(wanted, path, of: definition.node, in: above) }
            var index = 0
            while true {
                let there = session.entries(of: definition.node, in: above)
                if index < there.count {
                    if there[index].isRelevant { walk(definition.parts, in: there[index]) }
                    index += 1
                } else if let wanted, index < wanted {
                    guard add(path, definition.node, in: above) else { break }
                } else {
                    break
                }
            }
        }
    }

    private mutating func add(_ path: String, _ template: Int, in above: InstanceNode) -> Bool {
        guard !full.contains(path), session.isRepeatRelevant(template, in: above) else { return false }
        guard (try? session.addRepeat(path, passesCount: passesCounts)) != nil else {
            full.insert(path)
            return false
        }
        isMoving = true
        return true
    }

    private mutating func removeBeyond(_ wanted: Int, _ path: String, of template: Int, in above: InstanceNode) {
        while case let count = session.entries(of: template, in: above).count, count > wanted {
            guard (try? session.removeRepeat("\(path)[\(count)]")) != nil else { return }
            isMoving = true
        }
    }
}
