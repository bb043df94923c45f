/// A form being filled: one instance, its rules kept up to date after each answer.
///
/// Not Sendable: libxml2's documents belong to one owner, who calls from one place at a time. The whole state is what
/// ``serialise(includingIrrelevant:)`` gives, so that a session can be left and resumed at any time.
///
///     let session = try FormSession(try FormDefinition.parse(xml: xml), environment: environment)
///     if case .refused(let violation) = session.answer(at: "/data/people", .text("4")) { tell(violation) }
///     let missing = session.validateAll()
///     let instance = session.serialise()
public final class FormSession {
    /// What is being filled.
    public let form: FormDefinition
    /// For labels, messages and `jr:choice-name`; a language that the form does not know means its default.
    public var language: String
    let environment: FormEnvironment
    let engine: XPathEngine
    /// Entries of all nodes by the node of the form, in document order.
    var byTemplate: [[InstanceNode]]
    var root: InstanceNode
    /// Rules that read a node, by the node.
    let readers: [[Reader]]
    /// What holds a repeat that would have grown too far during the last recalculation.
    var overgrown: InstanceNode?
    /// Entries that counts brought about since the last answer.
    var grown: [InstanceNode] = []
    /// What nodes were before the answer that is being taken, the first change first.
    var journal: [Former] = []
    /// Whether what each rule costs is counted by itself: an instance that is opened again may hold what cost many
    /// answers' worth.
    private(set) var isResuming = false
    /// Whether nodes came or went since ``index()``.
    var isIndexStale = false
    var nodeCount = 0
    /// Nodes of the form that changed somewhere since the choices were last looked over, with the entries of repeats in
    /// which they did.
    var touched: [Int: Set<ObjectIdentifier>] = [:]

    struct Reader {
        /// A place in ``FormDefinition/order``.
        let rule: Int
        /// The repeat whose own entry the rule reads; `nil` when the rule must be evaluated everywhere.
        let ownRepeat: Int?
    }

    /// Starts a new instance.
    ///
    /// - Parameters:
    ///   - form: The form.
    ///   - language: See the property; `nil` for the form's default.
    ///   - environment: The device and the moment.
    /// - Throws: When the form's rules cannot be set up, for want of memory.
    public convenience init(
        _ form: FormDefinition, language: String? = nil, environment: FormEnvironment
    ) throws(FormFaults) {
        try self.init(form: form, language: language, environment: environment, instance: nil)
    }

    /// Resumes an instance as ``serialise(includingIrrelevant:)`` gave it.
    ///
    /// - Parameters:
    ///   - form: The form that the instance was filled with.
    ///   - instance: The instance's XML.
    ///   - language: See the property; `nil` for the form's default.
    ///   - environment: The device and the moment.
    /// - Throws: When the instance is of another form or version, holds nodes that the form does not know, or values
    ///   that are not of their type; all such faults at once.
    public convenience init(
        _ form: FormDefinition, resuming instance: String, language: String? = nil, environment: FormEnvironment
    ) throws(FormFaults) {
        let tree = try InstanceReader.read(instance, for: form, bytesMax: QuestionnaireLimits.resumedBytesMax)
        try self.init(form: form, language: language, environment: environment, instance: tree)
    }

    private init(
        form: FormDefinition, language: String?, environment: FormEnvironment, instance: XMLTree?
    ) throws(FormFaults) {
        guard
            let engine = XPathEngine(expressions: form.expressions, environment: environment, version: form.version),
            let root = engine.makeNode(form.nodes[0], template: 0, parent: nil)
        else { throw FormFaults([.missing("memory", line: nil, place: nil)]) }
        self.form = form
        self.language = language ?? form.defaultLanguage
        self.environment = environment
        self.engine = engine
        self.root = root
        byTemplate = Array(repeating: [], count: form.nodes.count)
        readers = Self.readers(of: form)
        for (id, trees) in form.lists.sorted(by: { $0.key < $1.key }) { engine.addList(id, trees) }
        engine.begin()
        engine.choiceLabel = { [unowned self] value, node, entry in choiceLabel(value, node: node, entry: entry) }
        if let instance {
            let faults = restore(instance)
            guard faults.isEmpty else { throw FormFaults(faults) }
            index()
            isResuming = true
            run(.load)
            recalculateAll()
            isResuming = false
        } else {
            build(form.initial, at: root)
            index()
            preload()
            run(.firstLoad)
            run(.ready)
            run(.load)
            recalculateAll()
        }
        journal = []
        if let exceededLimit = engine.exceededLimit {
            let expression = form.expressions[exceededLimit.expression]
            throw FormFaults([.tooCostly(exceededLimit.text(of: form.expressions), line: expression.line)])
        }
    }

    /// Which rules read which node.
    private static func readers(of form: FormDefinition) -> [[Reader]] {
        var readers = Array(repeating: [Reader](), count: form.nodes.count)
        for (index, rule) in form.order.enumerated() {
            for dependency in form.expressions[rule.expression].dependencies {
                let own = dependency.isOwnEntry ? form.nodes.commonRepeat(dependency.node, rule.node) : nil
                readers[dependency.node].append(Reader(rule: index, ownRepeat: own))
            }
        }
        return readers
    }

    /// Lists the nodes anew after entries came or went.
    func index() {
        isIndexStale = false
        nodeCount = 0
        for template in byTemplate.indices { byTemplate[template].removeAll(keepingCapacity: true) }
        func add(_ node: InstanceNode) {
            byTemplate[node.template].append(node)
            nodeCount += 1
            for child in node.children { add(child) }
        }
        add(root)
    }
}

/// Texts with their calculated parts filled in.
extension FormSession {
    func text(_ text: FormText, at node: InstanceNode) -> String {
        text.parts(in: language, default: form.defaultLanguage).map { part in
            switch part {
            case .text(let plain): plain
            case .output(let expression): XPathEngine.single(engine.evaluate(expression, at: node)).asText
            }
        }.joined()
    }
}

/// What a form learns from the device and the moment; everything that is not in the form or in the answers.
public struct FormEnvironment {
    /// The local time, asked anew at each use.
    public var now: () -> LocalMoment
    /// Minutes that local time is ahead of UTC.
    public var utcOffsetMinutes: Int
    /// The identity of a new instance, such as `uuid:...`.
    public var instanceID: String
    /// Values for fields that the form fills from the device, such as `deviceid` or `username`. A field whose value is
    /// not here stays empty.
    public var properties: [String: String]
    /// For `uuid()`.
    public var uuid: () -> String
    /// For `random()` and shuffled choices: from 0 to less than 1.
    public var random: () -> Double

    /// Makes it of parts that the properties describe.
    public init(
        now: @escaping () -> LocalMoment, utcOffsetMinutes: Int, instanceID: String, properties: [String: String] = [:],
        uuid: @escaping () -> String, random: @escaping () -> Double
    ) {
        self.now = now
        self.utcOffsetMinutes = utcOffsetMinutes
        self.instanceID = instanceID
        self.properties = properties
        self.uuid = uuid
        self.random = random
    }
}
