internal import CLibXML2

/// libxml2's documents and XPath context of one session, with the functions of forms registered.
///
/// Not Sendable: one session owns it, and whoever owns the session calls it from one place at a time. Each expression
/// is compiled once.
final class XPathEngine {
    let expressions: [FormExpression]
    let environment: FormEnvironment
    let version: String
    let document: xmlDocPtr
    private let context: xmlXPathContextPtr
    private var compiled: [xmlXPathCompExprPtr?]
    private var lists: [String: xmlNodePtr] = [:]
    private var listDocument: xmlDocPtr?
    /// The node that `current()` means.
    private(set) var current: InstanceNode?
    /// The expression that is being evaluated.
    private var evaluating = 0
    /// Gives the label of a choice: the value, the node of the form, the node of the instance.
    var choiceLabel: ((String, Int, InstanceNode?) -> String)?

    private var patterns = PatternCache()
    /// Why evaluating was given up since ``begin()``; from then on every expression is empty.
    private(set) var exceededLimit: CostLimit?

    private static let namespace = "urn:ruhu:questionnaires"

    /// `nil` when memory ran out.
    init?(expressions: [FormExpression], environment: FormEnvironment, version: String) {
        guard XMLReader.isPrepared, let document = xmlNewDoc("1.0"), let context = xmlXPathNewContext(document) else {
            return nil
        }
        self.expressions = expressions
        self.environment = environment
        self.version = version
        self.document = document
        self.context = context
        compiled = Array(repeating: nil, count: expressions.count)
        ruhu_xpath_silence(context)
        context.pointee.opLimit = UInt(QuestionnaireLimits.evaluationStepsMax)
        context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
        xmlXPathRegisterNs(context, "q", Self.namespace)
        let names = Array(FunctionTable.arguments.keys) + FunctionTable.internalNames
        for name in names where !name.contains(":") {
            xmlXPathRegisterFuncNS(context, name, Self.namespace) { parser, count in
                FunctionCall.perform(parser, count: Int(count))
            }
        }
    }

    deinit {
        for expression in compiled { xmlXPathFreeCompExpr(expression) }
        xmlXPathFreeContext(context)
        xmlFreeDoc(document)
        if let listDocument { xmlFreeDoc(listDocument) }
    }

    /// Makes a choice list known to `instance('id')`.
    func addList(_ id: String, _ trees: [XMLTree]) {
        if listDocument == nil { listDocument = xmlNewDoc("1.0") }
        guard let top = xmlNewDocNode(listDocument, nil, "instance", nil) else { return }
        if let root = xmlDocGetRootElement(listDocument) {
            xmlAddChild(root, top)
        } else {
            xmlDocSetRootElement(listDocument, top)
        }
        for tree in trees { add(tree, to: top) }
        lists[id] = top
    }

    private func add(_ tree: XMLTree, to parent: xmlNodePtr) {
        guard let node = xmlNewDocNode(listDocument, nil, tree.name, nil) else { return }
        xmlAddChild(parent, node)
        for attribute in tree.attributes { xmlNewProp(node, attribute.name, attribute.value) }
        let children = tree.children
        guard children.isEmpty else {
            for child in children { add(child, to: node) }
            return
        }
        let text = tree.ownText
        if !text.isEmpty { xmlAddChild(node, xmlNewDocText(listDocument, text)) }
    }

    /// Whether a regular expression fits a whole text.
    func matches(_ pattern: String, _ text: String) -> Bool {
        let (isMatch, reports) = patterns.matches(pattern, text)
        charge(reports * QuestionnaireLimits.stepsPerPatternReport)
        return isMatch
    }

    // MARK: What evaluating may cost.

    /// Begins to count anew, with nothing exceeded.
    func begin() {
        exceededLimit = nil
        refill()
    }

    /// Begins to count anew.
    func refill() { context.pointee.opCount = 0 }

    /// What was counted since then.
    var steps: Int { Int(context.pointee.opCount) }

    /// Counts work that libxml2 does not see; its own count is the same one.
    func charge(_ steps: Int) {
        let (sum, isTooLarge) = context.pointee.opCount.addingReportingOverflow(UInt(max(0, steps)))
        context.pointee.opCount = isTooLarge ? UInt.max : sum
    }

    var isExhausted: Bool { context.pointee.opCount >= context.pointee.opLimit }

    func giveUp(_ kind: CostLimit.Kind) {
        guard exceededLimit == nil else { return }
        exceededLimit = CostLimit(kind: kind, expression: evaluating)
    }

    func list(_ id: String) -> xmlNodePtr? { lists[id] }

    /// The value of an expression of the form where it stands; the empty text when libxml2 can make nothing of it.
    func evaluate(_ index: Int, at node: InstanceNode) -> XPathValue {
        guard exceededLimit == nil else { return .text("") }
        if compiled[index] == nil {
            compiled[index] = xmlXPathCtxtCompile(context, expressions[index].rewritten)
        }
        guard let expression = compiled[index] else { return .text("") }
        let outer = (context.pointee.node, context.pointee.doc, current, evaluating)
        let place = (context.pointee.contextSize, context.pointee.proximityPosition)
        context.pointee.node = node.twin
        context.pointee.doc = document
        (current, evaluating) = (node, index)
        defer {
            (context.pointee.node, context.pointee.doc, current, evaluating) = outer
            (context.pointee.contextSize, context.pointee.proximityPosition) = place
        }
        let object = xmlXPathCompiledEval(expression, context)
        defer { xmlXPathFreeObject(object) }
        if isExhausted { giveUp(.steps) }
        guard let object, exceededLimit == nil else { return .text("") }
        return read(object)
    }

    /// The expressions that libxml2 does not take. The rewriter has checked them, so that what is left is what libxml2
    /// itself limits.
    static func refused(of expressions: [FormExpression]) -> [Int] {
        guard XMLReader.isPrepared, let context = xmlXPathNewContext(nil) else { return Array(expressions.indices) }
        defer { xmlXPathFreeContext(context) }
        ruhu_xpath_silence(context)
        xmlXPathRegisterNs(context, "q", namespace)
        return expressions.indices.filter { index in
            let compiled = xmlXPathCtxtCompile(context, expressions[index].rewritten)
            defer { xmlXPathFreeCompExpr(compiled) }
            return compiled == nil
        }
    }
}
