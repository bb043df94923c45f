internal import CommunityModel
internal import Standards
internal import Values
internal import Yams

/// Reads the one document of a YAML file, and keeps where its parts stand.
///
/// Yams finds the structure; what the plain words of it mean is decided here, by the core schema of YAML 1.2 (section
/// 10.3): Yams itself reads the words of YAML 1.1, in which `no` is false and `2011-05-01` is a moment.
struct DocumentReading {
    private(set) var faults: [PlacedFault]
    private var text: String
    private var nodes = 0
    private var isTooLarge = false
    private var repeated = RepeatedKeys()

    init(_ bytes: [UInt8]) {
        let screening = YAMLScreening(bytes)
        faults = screening.faults
        text = screening.text
    }

    /// - Returns: `nil` when the file is no YAML that can be read, with at least one fault.
    mutating func document() -> Document? {
        guard faults.isEmpty, let root = root() else { return nil }
        let document = value(root, depth: 0)
        let bytes = document.json.text.utf8.count
        let most = PublishedKind.standard.bytesMax
        if bytes > most {
            note(
                .tooLarge, root, zh: "标准内容超过 \(most / 1024) KB",
                en: "the standard is longer than \(most / 1024) KB")
        }
        return document
    }

    private mutating func root() -> Node? {
        while true {
            do {
                // Without a resolver Yams leaves plain words as they are, and compares keys as texts.
                let root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
                return root ?? Node("", .implicit, .plain)
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                let place = StandardFile.Position(line: context.mark.line, column: context.mark.column)
                guard let key = keys.first, let rest = repeated.hide(key, at: place, in: text) else {
                    for hidden in repeated.hidden { noteRepeated(hidden.key, at: hidden.place) }
                    noteRepeated(keys.first ?? "", at: place)
                    return nil
                }
                text = rest
            } catch {
                for hidden in repeated.hidden { noteRepeated(hidden.key, at: hidden.place) }
                faults.append(SyntaxFault(error).placed)
                return nil
            }
        }
    }
}

// MARK: - Values

extension DocumentReading {
    private mutating func value(_ node: Node, depth: Int) -> Document {
        nodes += 1
        let place = position(node)
        guard depth < YAMLLimits.depthMax, nodes < YAMLLimits.nodesMax else {
            if !isTooLarge {
                note(
                    .tooDeep, node, zh: "嵌套过深，或别名展开后过大", en: "nested too deep, or too large once aliases are followed"
                )
            }
            isTooLarge = true
            return Document(json: .null, places: PlacedNode(position: place, children: []))
        }
        switch node {
        case .scalar(let scalar):
            return Document(json: word(scalar, node), places: PlacedNode(position: place, children: []))
        case .sequence(let sequence):
            checkTag(sequence.tag, of: node, "tag:yaml.org,2002:seq")
            let parts = sequence.map { value($0, depth: depth + 1) }
            return Document(
                json: .array(parts.map(\.json)), places: PlacedNode(position: place, children: parts.map(\.places)))
        case .mapping(let mapping):
            checkTag(mapping.tag, of: node, "tag:yaml.org,2002:map")
            return object(mapping, at: place, depth: depth)
        case .alias:
            // Yams follows aliases while it reads, so that none is left.
            return Document(json: .null, places: PlacedNode(position: place, children: []))
        }
    }

    private mutating func object(_ mapping: Node.Mapping, at place: StandardFile.Position, depth: Int) -> Document {
        var members: [JSONValue.Member] = []
        var places: [PlacedNode] = []
        var lines: [String: Int] = [:]
        for (key, node) in mapping {
            guard case .scalar(let scalar) = key else {
                note(.wrongKey, key, zh: "键须是一个词", en: "a key must be a word")
                continue
            }
            let name = repeated.original(of: scalar.string)
            let part = value(node, depth: depth + 1)
            if let line = lines[name] {
                note(
                    .duplicateKey, key, zh: "键 \(name) 在第 \(line) 行已经写过；请只留一个",
                    en: "the key \(name) stands on line \(line) already; keep one of them")
                continue
            }
            lines[name] = position(key).line
            members.append(JSONValue.Member(name, part.json))
            // A key without a value is found by its key.
            let isEmpty = part.json == .null && part.places.position.line != position(key).line
            places.append(isEmpty ? PlacedNode(position: position(key), children: []) : part.places)
        }
        return Document(json: .object(members), places: PlacedNode(position: place, children: places))
    }

    private mutating func word(_ scalar: Node.Scalar, _ node: Node) -> JSONValue {
        let isText = scalar.tag.description == "tag:yaml.org,2002:str"
        if !isText { checkTag(scalar.tag, of: node, "") }
        let text = repeated.original(of: scalar.string)
        if isText || scalar.style != .plain { return .string(text) }
        switch CoreWord(text) {
        case .value(let value): return value
        case .unclear:
            note(
                .unclearNumber, node, zh: "“\(text)”各程序读法不同：请写成普通十进制数；若是文字请加引号",
                en: "programs read \(text) in different ways: write a plain decimal number, or quotes around a text")
            return .string(text)
        }
    }

    private mutating func checkTag(_ tag: Tag, of node: Node, _ own: String) {
        let name = tag.description
        if name.isEmpty || name == own { return }
        note(
            .tagUnsupported, node, zh: "标签 \(name.prefix(60)) 不支持；请删除",
            en: "the tag \(name.prefix(60)) is not supported; delete it")
    }

    // MARK: - Faults

    private func position(_ node: Node) -> StandardFile.Position {
        StandardFile.Position(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    private mutating func note(_ code: StandardFault.Code, _ node: Node, zh: String, en: String) {
        guard faults.count < StandardLimits.faultsMax else { return }
        let fault = StandardFault(code: code, path: [], message: Localized(zh: zh, en: en))
        faults.append(PlacedFault(fault: fault, position: position(node)))
    }

    private mutating func noteRepeated(_ key: String, at place: StandardFile.Position) {
        let fault = StandardFault(
            code: .duplicateKey, path: [],
            message: Localized(
                zh: "有键（\(key)）在同一映射中写了两次；请只留一个", en: "a key (\(key)) stands twice in one mapping; keep one of them"))
        faults.append(PlacedFault(fault: fault, position: place))
    }
}

/// Where a value stands, and where its parts do, in the order of the value's own.
struct PlacedNode: Sendable {
    let position: StandardFile.Position
    let children: [PlacedNode]
}

/// What a YAML text says, beside the places where it says it.
struct Document {
    let json: JSONValue
    let places: PlacedNode

    /// The place of a part, or of the nearest part that the document has.
    func position(of path: [StandardFault.PathStep]) -> StandardFile.Position {
        var (json, node) = (json, places)
        for step in path {
            let index: Int?
            switch (step, json) {
            case (.key(let name), .object(let members)): index = members.firstIndex { $0.name == name }
            case (.index(let position), .array(let elements)):
                index = elements.indices.contains(position) ? position : nil
            default: index = nil
            }
            guard let index, index < node.children.count else { break }
            node = node.children[index]
            switch json {
            case .object(let members): json = members[index].value
            case .array(let elements): json = elements[index]
            default: break
            }
        }
        return node.position
    }

    func fault(_ fault: StandardFault) -> PlacedFault {
        PlacedFault(fault: fault, position: position(of: fault.path))
    }
}
