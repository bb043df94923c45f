public import Values

/// Thresholds and conditions of one standard in words, in both languages.
public struct ThresholdWording: Sendable {
    private let titles: [String: Localized]

    /// - Parameter standard: Its declared facts give the names that people know.
    public init(_ standard: Standard) {
        titles = Dictionary(
            standard.indicators.flatMap(\.facts).map { ($0.name, $0.title) }, uniquingKeysWith: { first, _ in first })
    }

    /// What must hold, such as "floor area ≥ 20 m2 per 100 households".
    public func words(_ threshold: Threshold) -> Localized {
        switch threshold {
        case .comparison(let comparison): return words(comparison)
        case .trend(let trend): return words(trend)
        case .all(let parts): return joined(parts, zh: "；并且 ", en: "; and ")
        case .any(let parts): return joined(parts, zh: "；或者 ", en: "; or ")
        case .cases(let cases):
            let texts = cases.map { part in
                let then = words(part.then)
                guard let when = part.when else { return Localized(zh: "其他情况：\(then.zh)", en: "otherwise \(then.en)") }
                let condition = words(when)
                return Localized(zh: "若\(condition.zh)：\(then.zh)", en: "if \(condition.en): \(then.en)")
            }
            return Self.join(texts, zh: "；", en: "; ")
        case .allChecks: return Localized(zh: "各分项都满足", en: "every check is met")
        case .anyCheck: return Localized(zh: "任一分项满足", en: "any one check is met")
        }
    }

    /// When something applies, such as "households < 1000".
    public func words(_ condition: Condition) -> Localized {
        switch condition {
        case .all(let parts): return Self.join(parts.map { words($0) }, zh: "并且", en: " and ")
        case .any(let parts): return Self.join(parts.map { words($0) }, zh: "或者", en: " or ")
        case .attribute(let attribute, let test, let literal):
            let name = Localized(
                zh: title(attribute.name).zh, en: "\(attribute.subject) \(title(attribute.name).en)")
            if case .none = literal {
                return test == .different
                    ? Localized(zh: "已登记\(name.zh)", en: "\(name.en) is recorded")
                    : Localized(zh: "未登记\(name.zh)", en: "\(name.en) is not recorded")
            }
            let value = words(literal)
            let sign = Self.sign(test)
            return Localized(zh: "\(name.zh) \(sign.zh) \(value.zh)", en: "\(name.en) \(sign.en) \(value.en)")
        }
    }

    // MARK: - Comparisons

    private func words(_ comparison: Comparison) -> Localized {
        let name = comparison.metric.map { title($0) }
        switch comparison.limit {
        case .boolean(let flag):
            let answer = Localized(flag)
            guard let name else { return answer }
            return Localized(zh: "\(name.zh)：\(answer.zh)", en: "\(name.en): \(answer.en)")
        case .number(let number):
            let metric = name ?? Localized(zh: "数值", en: "the value")
            let limit = "\(Self.sign(comparison.relation)) \(number)\(Self.unit(comparison.unit))"
            let extent = extent(of: comparison)
            return Localized(zh: "\(metric.zh) \(limit)\(extent.zh)", en: "\(metric.en) \(limit)\(extent.en)")
        }
    }

    /// What the limit is meant for each of, or a share of.
    private func extent(of comparison: Comparison) -> Localized {
        var zh = ""
        var en = ""
        if let base = comparison.base {
            let name = title(base)
            zh += "（占\(name.zh)）"
            en += " of \(name.en)"
        }
        switch comparison.per {
        case .base(let base, let amount, let unit):
            let name = title(base)
            zh += "，每 \(amount)\(Self.unit(unit))（\(name.zh)）"
            en += " per \(amount)\(Self.unit(unit)) \(name.en)"
        case .window(let window):
            let words = Self.words(window)
            zh += "，每\(words.zh)"
            en += " each \(words.en)"
        case nil: break
        }
        return Localized(zh: zh, en: en)
    }

    private func words(_ trend: Trend) -> Localized {
        let name = title(trend.metric)
        let (zh, en) =
            switch trend.against {
            case .previousRound: ("上一轮", "the round before")
            case .previousYear: ("上一年", "the year before")
            }
        return trend.direction == .increasing
            ? Localized(zh: "\(name.zh)比\(zh)上升", en: "\(name.en) rises against \(en)")
            : Localized(zh: "\(name.zh)比\(zh)下降", en: "\(name.en) falls against \(en)")
    }

    private func words(_ literal: Condition.Literal) -> Localized {
        switch literal {
        case .none: Localized(zh: "空", en: "nothing")
        case .boolean(let flag): Localized(flag)
        case .number(let number): Localized(zh: number.description, en: number.description)
        case .word(let word): Localized(zh: word, en: word)
        }
    }

    private func joined(_ parts: [Threshold], zh: String, en: String) -> Localized {
        Self.join(parts.map { words($0) }, zh: zh, en: en)
    }

    private func title(_ name: String) -> Localized { titles[name] ?? Localized(zh: name, en: name) }

    private static func join(_ texts: [Localized], zh: String, en: String) -> Localized {
        Localized(zh: texts.map(\.zh).joined(separator: zh), en: texts.map(\.en).joined(separator: en))
    }
}

// MARK: - Signs and units

extension ThresholdWording {
    private static func sign(_ relation: Relation) -> String {
        switch relation {
        case .atLeast: "≥"
        case .moreThan: ">"
        case .atMost: "≤"
        case .lessThan: "<"
        case .equal: "="
        }
    }

    private static func sign(_ test: Condition.Test) -> Localized {
        switch test {
        case .equal: Localized(zh: "=", en: "=")
        case .different: Localized(zh: "≠", en: "≠")
        case .atLeast: Localized(zh: "≥", en: "≥")
        case .moreThan: Localized(zh: ">", en: ">")
        case .atMost: Localized(zh: "≤", en: "≤")
        case .lessThan: Localized(zh: "<", en: "<")
        case .contains: Localized(zh: "含", en: "includes")
        case .containsNot: Localized(zh: "不含", en: "does not include")
        }
    }

    /// A unit behind its number; braces only mark that the unit is a word (The Unified Code for Units of Measure).
    private static func unit(_ unit: String?) -> String {
        guard let unit, !unit.isEmpty else { return "" }
        return " " + unit.filter { $0 != "{" && $0 != "}" }
    }

    private static func words(_ window: Window) -> Localized {
        let (zh, en, counter) =
            switch window.unit {
            case .day: ("天", "day", "")
            case .week: ("周", "week", "")
            case .month: ("月", "month", "个")
            case .quarter: ("季度", "quarter", "个")
            case .year: ("年", "year", "")
            }
        return window.count == 1
            ? Localized(zh: zh, en: en)
            : Localized(zh: " \(window.count) \(counter)\(zh)", en: "\(window.count) \(en)s")
    }
}
