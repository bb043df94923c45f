/// What a document says about its names, kept while it is read: a name may be used before it is declared.
struct Mentions {
    typealias Path = [StandardFault.PathStep]

    /// A code or name that must be declared somewhere.
    struct Code {
        let code: String
        let path: Path
    }

    /// A name in a threshold or condition, with what is expected of its values.
    struct Measure {
        let name: String
        let path: Path
        /// Whether it is held against a number, not against a yes or no.
        let isNumber: Bool
        /// The unit in which it is compared; `nil` where nothing follows from it.
        var unit: String?
        var unitPath: Path?
        var window: Window?
    }

    struct Definition {
        let formula: Formula
        let unit: String?
        let path: Path
    }

    /// What can rest on something else.
    enum Node: Hashable {
        case scope
        case metric(String)
        case check(String)
        case indicator(String)
        case group(String)
    }

    struct Edge {
        let to: Node
        let path: Path
        /// Whether the attribute of a condition is what is read.
        let isCondition: Bool
    }

    var groups: Set<String> = []
    private(set) var indicators: [String: Path] = [:]
    private(set) var checks: [String: Path] = [:]
    private(set) var facts: [String: FactDeclaration] = [:]
    private(set) var formulas: [String: Definition] = [:]
    private(set) var edges: [Node: [Edge]] = [:]
    /// The nodes with edges in the order of the document, so that faults come in one order.
    private(set) var nodes: [Node] = []
    var groupsNamed: [Code] = []
    var checksNamed: [Code] = []
    var indicatorsNamed: [Code] = []
    var composites: [Code] = []
    var mapped: [Code] = []
    var operands: [Code] = []
    var measures: [Measure] = []

    mutating func join(_ from: Node, to: Node, at path: Path, isCondition: Bool = false) {
        if edges[from] == nil { nodes.append(from) }
        edges[from, default: []].append(Edge(to: to, path: path, isCondition: isCondition))
    }

    mutating func add(_ node: Node, at place: DocumentValue, _ notes: inout FaultNotes) {
        let code: String
        switch node {
        case .indicator(let name): code = name
        case .check(let name): code = name
        case .scope, .metric, .group: return
        }
        guard !code.isEmpty else { return }
        let path = place.path + [.key("code")]
        if indicators[code] != nil || checks[code] != nil {
            notes.note(
                .duplicateCode, at: path, zh: "代码 \(code) 重复；每个代码只能用一次",
                en: "the code \(code) is used twice; each code stands for one thing")
        } else if case .indicator = node {
            indicators[code] = path
        } else {
            checks[code] = path
        }
    }

    /// Keeps the declaration of a fact; the same name is the same fact wherever it stands.
    mutating func declare(_ fact: FactDeclaration, at place: DocumentValue, _ notes: inout FaultNotes) {
        guard let first = facts[fact.name] else {
            facts[fact.name] = fact
            return
        }
        if first.type != fact.type {
            notes.note(
                .typeConflict, at: place,
                zh: "\(fact.name) 已声明为 \(first.type.rawValue)，这里是 \(fact.type.rawValue)；同名就是同一数据",
                en: """
                    \(fact.name) is declared as \(first.type.rawValue) and here as \(fact.type.rawValue); the same name is \
                    the same fact
                    """)
        } else if first.unit != fact.unit {
            notes.note(
                .unitConflict, at: place,
                zh: "\(fact.name) 的单位已声明为 \(first.unit ?? "无")，这里是 \(fact.unit ?? "无")；同名就是同一数据",
                en: """
                    \(fact.name) is declared in \(first.unit ?? "no unit") and here in \(fact.unit ?? "no unit"); the same \
                    name is the same fact
                    """)
        }
    }

    mutating func define(
        _ name: String, _ formula: Formula, unit: String?, at place: DocumentValue, _ notes: inout FaultNotes
    ) {
        guard let first = formulas[name] else {
            formulas[name] = Definition(formula: formula, unit: unit, path: place.path)
            return
        }
        if first.formula != formula || first.unit != unit {
            notes.note(
                .formulaConflict, at: place, zh: "\(name) 已有另一个公式；同名就是同一指标",
                en: "\(name) has another formula already; the same name is the same metric")
        }
    }
}
