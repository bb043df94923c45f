extension DocumentReader {
    /// Holds all names that the document uses against what it declares, once it is read.
    mutating func checkMentions() {
        for code in mentions.groupsNamed where !mentions.groups.contains(code.code) {
            undeclared(.unknownGroup, code, zh: "groups 中没有", en: "is no group; declare it under groups")
        }
        for code in mentions.checksNamed where mentions.checks[code.code] == nil {
            undeclared(.unknownCheck, code, zh: "不是本标准的分项", en: "is no check of this standard")
        }
        for code in mentions.indicatorsNamed where mentions.indicators[code.code] == nil {
            undeclared(.unknownIndicator, code, zh: "不是本标准的指标", en: "is no indicator of this standard")
        }
        for code in mentions.composites {
            let hasChecks = mentions.edges[.indicator(code.code)]?.contains {
                if case .check = $0.to { true } else { false }
            }
            if hasChecks != true {
                undeclared(
                    .unknownIndicator, code, zh: "不是本标准中有分项的指标", en: "is no indicator of this standard with checks")
            }
        }
        for code in mentions.mapped where mentions.indicators[code.code] == nil && mentions.checks[code.code] == nil {
            undeclared(.unknownTarget, code, zh: "不是本标准的指标或分项", en: "is no indicator or check of this standard")
        }
        for name in mentions.operands where mentions.facts[name.code] == nil && mentions.formulas[name.code] == nil {
            undeclared(
                .unknownMetric, name, zh: "没有声明；请写入某个指标的 record 或 derived_metrics",
                en: "is not declared; add it to an indicator's record or derived_metrics")
        }
        checkNamesAgainstCodes()
        for measure in mentions.measures { check(measure) }
        checkDependencies()
    }

    private mutating func undeclared(_ fault: StandardFault.Code, _ code: Mentions.Code, zh: String, en: String) {
        notes.note(fault, at: code.path, zh: "\(code.code) \(zh)", en: "\(code.code) \(en)")
    }

    /// Facts and decisions are recorded in one list, so that a name must not be a code as well.
    private mutating func checkNamesAgainstCodes() {
        let codes = mentions.indicators.merging(mentions.checks) { first, _ in first }
        let names = Set(mentions.facts.keys).union(mentions.formulas.keys).union(mentions.measures.map(\.name))
        for (code, path) in codes.filter({ names.contains($0.key) }).sorted(by: { $0.key < $1.key }) {
            notes.note(
                .duplicateCode, at: path, zh: "代码 \(code) 同时是数据名；请改其中一个",
                en: "the code \(code) is also the name of a fact; change one of them")
        }
    }

    /// Holds the type and unit that a threshold expects against those that are declared.
    private mutating func check(_ measure: Mentions.Measure) {
        let declared: String?
        if let fact = mentions.facts[measure.name] {
            guard fact.type.isNumber == measure.isNumber && fact.type.isComparable else {
                return wrongKind(measure, fact.type.rawValue)
            }
            declared = fact.unit
        } else if let definition = mentions.formulas[measure.name] {
            if let isNumber = definition.formula.isNumber, isNumber != measure.isNumber {
                return wrongKind(measure, isNumber ? "decimal" : "boolean")
            }
            guard let unit = definition.unit else { return }
            declared = unit
        } else {
            return
        }
        guard let unit = measure.unit, unit != declared, !isExplained(unit, declared, by: measure.window) else {
            return
        }
        notes.note(
            .unitMismatch, at: measure.unitPath ?? measure.path,
            zh: "\(measure.name) 的单位声明为 \(declared ?? "无")，阈值却用 \(unit)；两处应一致",
            en: """
                \(measure.name) is declared in \(declared ?? "no unit"), but compared in \(unit); write the same in both \
                places
                """)
    }

    private mutating func wrongKind(_ measure: Mentions.Measure, _ type: String) {
        let (zh, en) = measure.isNumber ? ("数", "a number") : (" true/false", "true or false")
        notes.note(
            .typeMismatch, at: measure.path, zh: "\(measure.name) 声明为 \(type)，不能与\(zh)比较",
            en: "\(measure.name) is declared as \(type) and cannot be held against \(en)")
    }

    /// A fact counted per day fits a threshold per window of one day.
    private func isExplained(_ unit: String, _ declared: String?, by window: Window?) -> Bool {
        guard let declared, let window else { return false }
        return window.units.contains { declared == "/\($0)" || declared == "\(unit)/\($0)" }
    }
}

extension FactType {
    fileprivate var isNumber: Bool { self == .integer || self == .decimal || self == .money }
    fileprivate var isComparable: Bool { isNumber || self == .boolean }
}

extension Formula {
    /// Whether it gives a number, not a yes or no; `nil` where it takes what another name gives.
    fileprivate var isNumber: Bool? {
        switch self {
        case .metric, .unknown: nil
        case .first(let parts): parts.lazy.compactMap(\.isNumber).first
        case .check: false
        case .number, .sum, .difference, .ratio, .tally, .query: true
        }
    }
}
