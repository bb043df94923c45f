internal import SyncProtocol
internal import Values

extension DocumentReader {
    /// One element of `items`. What cannot be read is noted and filled with something harmless, so that reading goes on.
    mutating func indicator(_ place: DocumentValue) -> Indicator? {
        guard let place = mapping(place) else { return nil }
        let code = identifier("code", of: place) ?? ""
        mentions.add(.indicator(code), at: place, &notes)
        let owner = Mentions.Node.indicator(code)
        let group = requiredText("group", of: place) ?? ""
        if let named = place["group"], !group.isEmpty {
            mentions.groupsNamed.append(Mentions.Code(code: group, path: named.path))
            mentions.join(.group(group), to: owner, at: named.path)
        }
        mentions.join(owner, to: .scope, at: place.path)
        let kind: Kind? = required("kind", of: place).flatMap { word($0, .unknownKind) }
        let assessment: Assessment? = required("assessment", of: place).flatMap { word($0, .unknownAssessment) }
        let checks = self.checks(place, of: owner)
        let threshold = required("threshold", of: place).flatMap { place in
            place.isNull ? nil : self.threshold(place, in: .indicator(code, checks: checks.count))
        }
        return Indicator(
            code: code, group: group, title: title(of: place, zh: "title_zh", en: "title_en"),
            requirement: Localized(zh: words("requirement_zh", of: place), en: words("requirement_en", of: place)),
            kind: kind ?? .boolean, assessment: assessment ?? .report, threshold: threshold,
            unit: place["unit"].flatMap { unit($0) }, appliesTo: subjects(place),
            applicability: applicability(place, of: owner), checks: checks, facts: facts(place),
            formulas: formulas(place), leadUnit: optionalText("lead_unit", of: place),
            responsibleUnit: optionalText("responsible_unit", of: place), clause: clause(place),
            sensitivity: optionalText("sensitivity", of: place), isDisabled: flag("disabled", of: place))
    }

    private mutating func subjects(_ place: DocumentValue) -> [String] {
        guard let value = required("applies_to", of: place) else { return [] }
        guard value.isList else { return factName(value).map { [$0] } ?? [] }
        if value.elements.isEmpty {
            notes.note(
                .emptyList, at: value, zh: "至少写一种对象，如 community", en: "name one kind of subject, such as community")
        }
        return value.elements.compactMap { factName($0) }
    }

    private mutating func applicability(_ place: DocumentValue, of owner: Mentions.Node) -> Condition? {
        guard let value = place["applicability"], !value.isNull else { return nil }
        return condition(value, of: owner)
    }

    private mutating func clause(_ place: DocumentValue) -> String {
        place["source"].flatMap { mapping($0) }.flatMap { optionalText("section", of: $0) } ?? ""
    }

    private mutating func checks(_ place: DocumentValue, of owner: Mentions.Node) -> [Check] {
        list("checks", of: place).compactMap { element in
            guard let place = mapping(element) else { return nil }
            let code = identifier("code", of: place) ?? ""
            mentions.add(.check(code), at: place, &notes)
            mentions.join(owner, to: .check(code), at: place.path)
            let kind: Kind? = required("kind", of: place).flatMap { word($0, .unknownKind) }
            let assessment: Assessment? = place["assessment"].flatMap { word($0, .unknownAssessment) }
            let threshold = place["threshold"].flatMap { place in
                place.isNull ? nil : self.threshold(place, in: .check(code))
            }
            return Check(
                code: code, title: title(of: place, zh: "zh", en: "en"), kind: kind ?? .boolean,
                assessment: assessment ?? .threshold, threshold: threshold, unit: place["unit"].flatMap { unit($0) })
        }
    }

    private mutating func facts(_ place: DocumentValue) -> [FactDeclaration] {
        var facts: [FactDeclaration] = []
        for element in list("record", of: place) {
            guard let place = mapping(element), let id = required("id", of: place), let name = factName(id) else {
                continue
            }
            if facts.contains(where: { $0.name == name }) { duplicate(name, place) }
            let type: FactType? = required("type", of: place).flatMap { word($0, .unknownType) }
            let english = optionalText("en", of: place) ?? name.replacing("_", with: " ")
            let fact = FactDeclaration(
                name: name, type: type ?? .text, unit: place["unit"].flatMap { unit($0) },
                title: Localized(zh: requiredText("zh", of: place) ?? name, en: english), choices: choices(place))
            facts.append(fact)
            if type != nil { mentions.declare(fact, at: place, &notes) }
        }
        return facts
    }

    private mutating func choices(_ place: DocumentValue) -> [Field.Choice] {
        var choices: [Field.Choice] = []
        for element in list("choices", of: place) {
            guard let place = mapping(element), let code = identifier("code", of: place) else { continue }
            if choices.contains(where: { $0.code == code }) { duplicate(code, place) }
            choices.append(Field.Choice(code: code, title: title(of: place, zh: "zh", en: "en")))
        }
        return choices
    }

    // MARK: - Tasks

    mutating func tasks(_ place: DocumentValue) -> [Standard.PlannedTask] {
        var tasks: [Standard.PlannedTask] = []
        for element in list("tasks", of: place) {
            guard let place = mapping(element), let id = identifier("id", of: place) else { continue }
            if tasks.contains(where: { $0.id == id }) { duplicate(id, place) }
            var codes: [String] = []
            for element in list("items", of: place) {
                guard let code = text(element) else { continue }
                mentions.indicatorsNamed.append(Mentions.Code(code: code, path: element.path))
                codes.append(code)
            }
            tasks.append(
                Standard.PlannedTask(
                    id: id, number: number("task_no", of: place, from: 1, through: 100_000) ?? 0,
                    title: title(of: place, zh: "task_zh", en: "en"),
                    leadUnit: requiredText("lead_unit", of: place) ?? "",
                    responsibleUnit: optionalText("responsible_unit", of: place), indicators: codes))
        }
        return tasks
    }
}
