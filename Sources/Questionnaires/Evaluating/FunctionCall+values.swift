internal import CLibXML2

/// Operators, and functions that give any kind of value.
extension FunctionCall {
    var operatorResult: XPathValue? {
        switch name {
        case "or": .boolean(arguments.contains { XPathEngine.single($0).asBoolean })
        case "and": .boolean(arguments.allSatisfy { XPathEngine.single($0).asBoolean })
        case "eq": .boolean(isEqual)
        case "ne": .boolean(!isEqual)
        case "lt": .boolean(number(0) < number(1))
        case "le": .boolean(number(0) <= number(1))
        case "gt": .boolean(number(0) > number(1))
        case "ge": .boolean(number(0) >= number(1))
        case "add": .number(number(0) + number(1))
        case "sub": .number(number(0) - number(1))
        case "mul": .number(number(0) * number(1))
        case "div": .number(number(0) / number(1))
        case "mod": .number(number(0).truncatingRemainder(dividingBy: number(1)))
        case "neg": .number(-number(0))
        case "holds": holds
        case "literal": .number(NumberText.literal(text(0)))
        default: nil
        }
    }

    /// Booleans compare as booleans, else numbers as numbers, else texts; dates as the texts of their days.
    private var isEqual: Bool {
        let (left, right) = (value(0), value(1))
        switch (left, right) {
        case (.boolean, _), (_, .boolean): return left.asBoolean == right.asBoolean
        case (.number, _), (_, .number): return abs(left.asNumber - right.asNumber) < 1e-12
        default: return left.asText == right.asText
        }
    }

    /// What a predicate gives. Only true selects, as in JavaRosa.
    private var holds: XPathValue {
        if case .boolean(true) = value(0) { .boolean(true) } else { .boolean(false) }
    }

    var valueResult: XPathValue? {
        switch name {
        case "true": .boolean(true)
        case "false": .boolean(false)
        case "boolean": .boolean(value(0).asBoolean)
        case "boolean-from-string": .boolean(text(0).lowercased() == "true" || text(0) == "1")
        case "not": .boolean(!value(0).asBoolean)
        case "number": .number(number(0))
        case "int": .number(number(0).rounded(.towardZero))
        case "string": .text(text(0))
        case "if": value(0).asBoolean ? arguments[1] : arguments[2]
        case "coalesce": value(0).isEmpty ? arguments[1] : arguments[0]
        case "once": value(0).asText.isEmpty ? arguments[1] : arguments[0]
        case "depend": arguments[0]
        case "version": .text(engine.version)
        case "random": .number(engine.environment.random())
        case "uuid": .text(uuid)
        default: nil
        }
    }

    /// With a length, as many signs of a random text that JavaRosa would give as well.
    private var uuid: String {
        guard count == 1 else { return engine.environment.uuid() }
        let signs = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let length = max(0, min(value(0).asInteger, 256))
        return String((0..<length).map { _ in signs[min(signs.count - 1, Int(engine.environment.random() * 36))] })
    }

    /// Where paths start, and where nodes stand.
    var placeResult: XPathValue? {
        switch name {
        case "current": .nodes(engine.current.map { [$0.twin] } ?? [])
        case "root": .nodes([UnsafeMutableRawPointer(engine.document).assumingMemoryBound(to: xmlNode.self)])
        case "instance": .nodes(engine.list(text(0)).map { [$0] } ?? [])
        case "position": .number(nodes(0).first.map { Double(Self.position($0)) } ?? 0)
        case "indexed-repeat": .nodes(indexed)
        default: nil
        }
    }

    private static func position(_ twin: xmlNodePtr) -> Int {
        if let node = InstanceNode.of(twin) { return node.position }
        var position = 1
        var before = twin.pointee.prev
        while let sibling = before {
            if sibling.pointee.type == XML_ELEMENT_NODE, xmlStrEqual(sibling.pointee.name, twin.pointee.name) == 1 {
                position += 1
            }
            before = sibling.pointee.prev
        }
        return position
    }

    /// The nodes whose repeats, so many levels above them, are the entries with the given numbers. Numbers below one
    /// mean the first, as in JavaRosa.
    private var indexed: [xmlNodePtr] {
        let wanted = stride(from: 1, to: count - 1, by: 2).map { index in
            (levels: value(index).asInteger, position: max(1, value(index + 1).asInteger))
        }
        return nodes(0).filter { twin in
            wanted.allSatisfy { levels, position in
                var node = InstanceNode.of(twin)
                for _ in 0..<levels { node = node?.parent }
                return node?.position == position
            }
        }
    }
}
