internal import CLibXML2

/// A call of one of the registered functions, from within libxml2.
struct FunctionCall {
    let engine: XPathEngine
    let name: String
    /// As libxml2 gives them; see ``value(_:)`` for single values.
    let arguments: [XPathValue]

    /// Takes the arguments from libxml2's stack and leaves the result there.
    static func perform(_ parser: xmlXPathParserContextPtr?, count: Int) {
        guard let parser, let context = parser.pointee.context, let opaque = context.pointee.userData,
            let function = context.pointee.function
        else { return }
        let engine = Unmanaged<XPathEngine>.fromOpaque(opaque).takeUnretainedValue()
        var arguments: [XPathValue] = []
        arguments.reserveCapacity(count)
        for _ in 0..<count {
            guard let object = valuePop(parser) else { return ruhu_xpath_fail(parser) }
            arguments.append(engine.read(object))
            xmlXPathFreeObject(object)
        }
        arguments.reverse()
        let call = FunctionCall(engine: engine, name: String(cString: function), arguments: arguments)
        engine.charge(call.cost)
        guard !engine.isExhausted, engine.exceededLimit == nil else { return ruhu_xpath_fail(parser) }
        let result = call.result
        if case .text(let text) = result, text.utf8.count > QuestionnaireLimits.calculatedBytesMax {
            engine.giveUp(.text)
        }
        guard engine.exceededLimit == nil, let object = XPathEngine.object(result) else {
            return ruhu_xpath_fail(parser)
        }
        valuePush(parser, object)
    }

    /// About how much work the call is, in steps of libxml2.
    private var cost: Int {
        let size = arguments.reduce(QuestionnaireLimits.stepsPerCall) { sum, argument in
            switch argument {
            case .nodes(let nodes): sum + nodes.count
            case .text(let text): sum + text.utf8.count / 4
            case .number, .boolean, .moment: sum
            }
        }
        switch name {
        // Every node is looked for among its siblings.
        case "indexed-repeat": return size + nodes(0).count * nodes(0).count / 16
        // Looked for at every place.
        case "contains", "substring-before", "substring-after", "translate":
            return size + text(0).utf8.count * text(1).utf8.count / 64
        default: return size
        }
    }

    var count: Int { arguments.count }

    /// An argument as a single value; the empty text when it was left out.
    func value(_ index: Int) -> XPathValue {
        index < arguments.count ? XPathEngine.single(arguments[index]) : .text("")
    }

    func text(_ index: Int) -> String { value(index).asText }

    func number(_ index: Int) -> Double { value(index).asNumber }

    func nodes(_ index: Int) -> [xmlNodePtr] {
        guard index < arguments.count, case .nodes(let nodes) = arguments[index] else { return [] }
        return nodes
    }

    /// The arguments from `start` on, with a set of nodes opened up when it is the only one of them.
    func values(from start: Int) -> [XPathValue] {
        if arguments.count == start + 1, case .nodes(let nodes) = arguments[start] {
            return nodes.map { XPathEngine.value(of: $0) }
        }
        return arguments[min(start, arguments.count)...].map { XPathEngine.single($0) }
    }

    private var result: XPathValue {
        operatorResult ?? valueResult ?? textResult ?? numberResult ?? dateResult ?? choiceResult ?? placeResult
            ?? .text("")
    }
}
