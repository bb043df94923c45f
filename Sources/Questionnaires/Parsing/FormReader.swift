internal import Values

/// Reads a form from its document, step by step, and gathers the faults on the way.
struct FormReader {
    let tree: XMLTree
    let xml: String
    let resources: FormResources

    var faults: [FormFault] = []
    /// What is wrong with choice lists and was not looked for when earlier forms were published.
    var listFaults: [FormFault] = []
    var nodes: [TemplateNode] = []
    var skeleton = FormSkeleton(nodes: [], instances: [])
    var expressions: [FormExpression] = []
    var expressionIndex: [String: Int] = [:]
    var texts = TextTable()
    var lists: [String: [XMLTree]] = [:]
    var choiceTexts: [String: FormText] = [:]
    var resourceNames: [String] = []
    var questions: [FormQuestion] = []
    var repeats: [Int: BodyPart.Repeat] = [:]
    var bindIDs: [String: String] = [:]

    mutating func read() throws(FormFaults) -> FormDefinition {
        guard tree.name == "html", let head = tree.first("head"), let model = head.first("model"),
            let body = tree.first("body")
        else {
            let what = Localized(
                zh: "缺少 h:html、h:head、model 或 h:body。", en: "h:html, h:head, model or h:body is missing.")
            throw FormFaults([.notXForm(line: tree.line, what)])
        }
        checkModel(model)
        readTexts(model)
        guard let root = readInstances(model) else { throw FormFaults(faults) }
        let id = root.attribute("id") ?? ""
        if id.isEmpty { faults.append(.missing("id", line: root.line, place: "/\(root.name)")) }
        let version = root.attribute("version") ?? root.attribute("version", namespace: XMLNamespace.openRosa) ?? ""
        checkNames(id: id, version: version, line: root.line)
        var repeatPaths: Set<String> = []
        collectRepeats(body, into: &repeatPaths)
        // What is wrong with the nodes would make paths faulty that are not; all else is told together.
        let before = faults.count
        readNodes(root, repeats: repeatPaths)
        guard faults.count == before else { throw FormFaults(faults) }
        readBinds(model)
        let parts = readParts(of: body, in: 0)
        readQuestionTypes()
        let actions = readActions(of: model, at: 0, .model)
        readDefaults(root)
        let order = orderTriggerables()
        for index in XPathEngine.refused(of: expressions) {
            let reason = Localized(zh: "libxml2 不接受它。", en: "libxml2 does not take it.")
            let refused = expressions[index]
            faults.append(.expression(refused.source, reason, line: refused.line, place: nil))
        }
        guard faults.isEmpty else { throw FormFaults(faults) }
        return FormDefinition(
            id: id, version: version, title: head.first("title")?.ownText ?? id, languages: texts.languages,
            defaultLanguage: texts.defaultLanguage, questions: questions, xml: xml, resourceNames: resourceNames,
            nodes: nodes, body: parts, expressions: expressions, order: order, actions: actions, initial: root,
            lists: lists, listFaults: listFaults, choiceTexts: choiceTexts, repeats: repeats)
    }

    /// Rewrites an expression and gives its place in the list; `nil` when it is faulty. Equal ones are kept once.
    mutating func expression(_ source: String, at node: Int, line: Int, place: String? = nil) -> Int? {
        let key = "\(node) \(source)"
        if let known = expressionIndex[key] { return known }
        do throws(ExpressionRewriter.Failed) {
            let rewritten = try ExpressionRewriter.rewrite(
                source, at: node, in: skeleton, line: line, place: place ?? nodes[node].path)
            expressions.append(rewritten)
            expressionIndex[key] = expressions.count - 1
            return expressions.count - 1
        } catch {
            faults.append(error.fault)
            return nil
        }
    }

    /// People type the id of a form and see it in paths and lists, so that it may not lead elsewhere or hide something.
    private mutating func checkNames(id: String, version: String, line: Int) {
        let leads = id.contains { $0 == "/" || $0 == "\\" } || id.hasPrefix(".")
        if leads || id != id.trimmedOfXMLBlanks || Self.hides(id) { faults.append(.name("id", id, line: line)) }
        if version != version.trimmedOfXMLBlanks || Self.hides(version) {
            faults.append(.name("version", version, line: line))
        }
    }

    /// Whether a name has signs that are not seen.
    private static func hides(_ name: String) -> Bool {
        name.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
            default: false
            }
        }
    }

    private mutating func checkModel(_ model: XMLTree) {
        let known: Set = ["itext", "instance", "bind", "setvalue", "submission"]
        for child in model.children where !known.contains(child.name) {
            guard child.namespace == XMLNamespace.xforms || child.namespace == XMLNamespace.odk else { continue }
            faults.append(.unsupported("<\(child.name)>", line: child.line, place: "model"))
        }
        // Where answers go, and when, is for the device and its server to say.
        for submission in model.all("submission") {
            for attribute in submission.attributes where !["method", "id", "client-editable"].contains(attribute.name) {
                faults.append(.unsupported("\(attribute.shownName)=", line: submission.line, place: "submission"))
            }
        }
        for attribute in model.attributes where attribute.name == "entities-version" {
            faults.append(.unsupported("entities-version", line: model.line, place: "model"))
        }
    }
}
