/// Follows what rests on what: metrics on formulas, formulas on checks and groups, indicators on conditions.
extension DocumentReader {
    /// Notes every circle, and every formula that rests on more than an evaluator should follow.
    mutating func checkDependencies() {
        var search = DependencySearch(mentions.edges)
        for node in mentions.nodes { search.visit(node, &notes) }
    }
}

/// A walk in depth first order with a stack of its own: a document can name thousands of formulas one after the other.
private struct DependencySearch {
    private struct Dependency {
        let node: Mentions.Node
        /// The edge that led here; `nil` at the start.
        let edge: Mentions.Edge?
        var next = 0
        var depth = 0
        var cost = 1
    }

    private struct Extent {
        let depth: Int
        let cost: Int
    }

    /// Steps of evaluation that one value may cost: a hundred times what the largest standard needs.
    private static let costMax = 50_000

    private let edges: [Mentions.Node: [Mentions.Edge]]
    private var finished: [Mentions.Node: Extent] = [:]
    private var open: Set<Mentions.Node> = []
    private var stack: [Dependency] = []
    /// The conditions that are told already: many circles can lead through one.
    private var told: Set<[StandardFault.PathStep]> = []

    init(_ edges: [Mentions.Node: [Mentions.Edge]]) { self.edges = edges }

    mutating func visit(_ start: Mentions.Node, _ notes: inout FaultNotes) {
        guard finished[start] == nil else { return }
        push(start, nil)
        while var step = stack.popLast() {
            let onward = edges[step.node] ?? []
            guard step.next < onward.count else {
                finish(step, &notes)
                continue
            }
            let edge = onward[step.next]
            step.next += 1
            if let extent = finished[edge.to] {
                step.depth = max(step.depth, extent.depth)
                step.cost = min(step.cost + extent.cost, Self.costMax + 1)
            }
            let isOpen = open.contains(edge.to)
            let isNew = finished[edge.to] == nil && !isOpen
            // A new node is visited first; its extent is added when the walk comes back to this edge.
            if isNew { step.next -= 1 }
            stack.append(step)
            if isOpen { note(edge, &notes) } else if isNew { push(edge.to, edge) }
        }
    }

    private mutating func push(_ node: Mentions.Node, _ edge: Mentions.Edge?) {
        open.insert(node)
        stack.append(Dependency(node: node, edge: edge))
    }

    private mutating func finish(_ step: Dependency, _ notes: inout FaultNotes) {
        open.remove(step.node)
        var depth = step.depth
        if case .metric(let name) = step.node, let first = edges[step.node]?.first {
            depth += 1
            // Told once, where it passes the limit, and not again for everything that rests on it.
            if depth == StandardLimits.formulaDepthMax + 1 || step.cost > Self.costMax {
                depth = StandardLimits.formulaDepthMax + 1
                notes.note(
                    .formulaTooLarge, at: first.path, zh: "\(name) 依赖的公式过多或嵌套过深，请简化",
                    en: "\(name) rests on too many other formulas; simplify it")
                finished[step.node] = Extent(depth: depth, cost: 1)
                return
            }
        }
        finished[step.node] = Extent(depth: depth, cost: step.cost)
    }

    /// Notes the circle that an edge to an open node closes.
    private mutating func note(_ edge: Mentions.Edge, _ notes: inout FaultNotes) {
        guard let start = stack.firstIndex(where: { $0.node == edge.to }) else { return }
        let circle = stack[start...]
        let closing = circle.dropFirst().compactMap(\.edge) + [edge]
        let names = (circle.map(\.node) + [edge.to]).compactMap(\.name).joined(separator: " → ")
        if let condition = closing.first(where: \.isCondition) {
            guard told.insert(condition.path).inserted else { return }
            notes.note(
                .cyclicCondition, at: condition.path, zh: "条件绕了一圈又依赖自己：\(names)",
                en: "the condition depends on itself: \(names)")
        } else {
            notes.note(
                .cyclicFormula, at: edge.path, zh: "公式绕了一圈又依赖自己：\(names)",
                en: "the formula depends on itself: \(names)")
        }
    }
}

extension Mentions.Node {
    fileprivate var name: String? {
        switch self {
        case .scope: nil
        case .metric(let name), .check(let name), .indicator(let name), .group(let name): name
        }
    }
}
