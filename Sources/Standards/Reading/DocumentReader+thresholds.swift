internal import Values

/// Where a threshold stands, which says what it may be.
enum ThresholdOwner {
    case indicator(String, checks: Int)
    /// A part of a composite, which may be a yes or no by itself.
    case check(String)

    var node: Mentions.Node {
        switch self {
        case .indicator(let code, _): .indicator(code)
        case .check(let code): .check(code)
        }
    }
}

extension DocumentReader {
    private static let shapes = ["all", "any", "cases", "all_checks", "any_check"]

    mutating func threshold(_ place: DocumentValue, in owner: ThresholdOwner) -> Threshold? {
        guard let place = mapping(place) else { return nil }
        let shapes = Self.shapes.filter { place.has($0) }
        let isSingle = place.has("op") || place.has("metric") || place.has("vs")
        guard shapes.count + (isSingle ? 1 : 0) == 1 else {
            notes.note(
                .unknownThreshold, at: place,
                zh: "阈值须是且只是以下一种：metric/op/value、metric/op/vs、all、any、cases、all_checks、any_check",
                en: """
                    a threshold is exactly one of: metric/op/value, metric/op/vs, all, any, cases, all_checks, any_check
                    """)
            return nil
        }
        switch shapes.first {
        case "all": return .all(parts("all", of: place) { $0.threshold($1, in: owner) })
        case "any": return .any(parts("any", of: place) { $0.threshold($1, in: owner) })
        case "cases": return .cases(cases(place, in: owner))
        case "all_checks": return checksRule("all_checks", of: place, in: owner) ? .allChecks : nil
        case "any_check": return checksRule("any_check", of: place, in: owner) ? .anyCheck : nil
        default:
            let isTrend = place.has("vs") || place["op"].map { Trend.Direction(json: $0.json) != nil } == true
            return isTrend
                ? trend(place, of: owner.node).map(Threshold.trend)
                : comparison(place, in: owner).map(Threshold.comparison)
        }
    }

    /// The parts of a list that may not be empty.
    mutating func parts<Part>(
        _ name: String, of place: DocumentValue, _ read: (inout Self, DocumentValue) -> Part?
    ) -> [Part] {
        guard let list = place[name] else { return [] }
        guard list.isList, !list.elements.isEmpty else {
            notes.note(
                .emptyList, at: list, zh: "\(name) 须是至少有一项的列表", en: "\(name) must be a list with at least one part")
            return []
        }
        return list.elements.compactMap { read(&self, $0) }
    }

    private mutating func checksRule(_ name: String, of place: DocumentValue, in owner: ThresholdOwner) -> Bool {
        if let value = place[name], value.json != .boolean(true) { notes.wrongType(value, zh: " true", en: "true") }
        guard case .indicator(_, checks: 1...) = owner else {
            notes.note(
                .noChecks, at: place, zh: "\(name) 需要本指标的 checks 中至少有一个分项",
                en: "\(name) needs at least one check under the indicator's checks")
            return false
        }
        return true
    }

    private mutating func cases(_ place: DocumentValue, in owner: ThresholdOwner) -> [Threshold.Case] {
        let count = place["cases"]?.elements.count ?? 0
        return parts("cases", of: place) { reader, place in
            guard let place = reader.mapping(place) else { return nil }
            if let otherwise = place["otherwise"] {
                if place.path.last != .index(count - 1) {
                    reader.notes.note(
                        .otherwiseNotLast, at: place, zh: "otherwise 后面的情形永远轮不到；请放在最后",
                        en: "no case behind otherwise is ever reached; put it last")
                }
                if let extra = place["when"] ?? place["then"] {
                    reader.notes.note(
                        .unknownThreshold, at: extra, zh: "otherwise 不能与 when、then 同在一个情形",
                        en: "a case is either when and then, or otherwise")
                }
                return reader.threshold(otherwise, in: owner).map { Threshold.Case(when: nil, then: $0) }
            }
            let when = reader.required("when", of: place).flatMap { reader.condition($0, of: owner.node) }
            let then = reader.required("then", of: place).flatMap { reader.threshold($0, in: owner) }
            guard let when, let then else { return nil }
            return Threshold.Case(when: when, then: then)
        }
    }

    private mutating func trend(_ place: DocumentValue, of owner: Mentions.Node) -> Trend? {
        let metric = required("metric", of: place).flatMap { factName($0) }
        let direction: Trend.Direction? = required("op", of: place).flatMap { word($0, .unknownOperator) }
        let against: Trend.Predecessor? = required("vs", of: place).flatMap { word($0, .unknownPredecessor) }
        let emptyBaseMeets = emptyBase(place)
        guard let metric, let named = place["metric"] else { return nil }
        mentions.join(owner, to: .metric(metric), at: named.path)
        mentions.measures.append(Mentions.Measure(name: metric, path: named.path, isNumber: true))
        guard let direction, let against else { return nil }
        return Trend(metric: metric, direction: direction, against: against, emptyBaseMeets: emptyBaseMeets)
    }

    mutating func emptyBase(_ place: DocumentValue) -> Bool {
        guard let value = place["empty_base"], let word = text(value) else { return false }
        if word != "met" { notes.unknown(.unknownWord, value, word, known: ["met"]) }
        return word == "met"
    }
}

extension Trend.Direction {
    fileprivate init?(json: JSONValue) {
        guard case .string(let word) = json else { return nil }
        self.init(rawValue: word)
    }
}
