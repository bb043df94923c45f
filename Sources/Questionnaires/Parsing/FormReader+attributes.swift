/// What attributes say about controls, groups and repeats of the body.
///
/// Whatever would change what is asked or stored is refused by name, and so is what nobody here knows: only what is
/// listed is taken.
extension FormReader {
    private static let attributes: Set = [
        "ref", "bind", "nodeset", "appearance", "mediatype", "start", "end", "step", "rows", "class", "autoplay",
    ]
    /// On repeats.
    private static let javaRosaAttributes: Set = ["count", "noAddRemove"]
    /// How wide apart the marks of a range stand, and where its slider begins.
    private static let odkAttributes: Set = ["tick-interval", "placeholder"]

    /// Appearances that only arrange what is shown, by the field's conventions: the ODK XForms specification, and what
    /// Enketo and KoboToolbox add to it.
    private static let appearances: Set = [
        // Texts and numbers.
        "multiline", "numbers", "thousands-sep", "counter",
        // Choices. `label` is the head of a table and no question.
        "minimal", "compact", "quick", "quickcompact", "horizontal", "horizontal-compact", "columns", "columns-pack",
        "columns-flex", "no-buttons", "autocomplete", "search", "likert", "list", "list-nolabel", "label", "image-map",
        "map",
        // Ranges, dates, places, codes.
        "vertical", "no-ticks", "rating", "picker", "analog-scale", "show-scale", "distress", "no-calendar", "maps",
        "placement-map", "hide-input", "front", "hidden-answer",
        // Groups.
        "field-list", "table-list",
    ]

    mutating func checkAttributes(of element: XMLTree, place: String) {
        for attribute in element.attributes where !Self.isKnown(attribute) {
            faults.append(.unsupported("\(attribute.shownName)=", line: element.line, place: place))
        }
        let appearance = element.attribute("appearance") ?? ""
        guard Self.words(appearance).allSatisfy(Self.onlyArranges) else {
            faults.append(.unsupported("appearance=\"\(appearance)\"", line: element.line, place: place))
            return
        }
    }

    /// Whether an element is the head of a table, which shows the labels of choices and takes no answer.
    static func isTableHead(_ element: XMLTree) -> Bool {
        element.name.hasPrefix("select") && words(element.attribute("appearance") ?? "").contains("label")
    }

    private static func words(_ appearance: String) -> [Substring] { appearance.split(whereSeparator: \.isWhitespace) }

    private static func onlyArranges(_ word: Substring) -> Bool {
        if appearances.contains(String(word)) { return true }
        // Widths and numbers of columns.
        return ["columns-", "compact-", "w"].contains { prefix in
            word.hasPrefix(prefix) && (1...2).contains(word.count - prefix.count)
                && word.dropFirst(prefix.count).utf8.allSatisfy { (48...57).contains($0) }
        }
    }

    private static func isKnown(_ attribute: XMLTree.Attribute) -> Bool {
        switch attribute.namespace {
        case "": attributes.contains(attribute.name)
        case XMLNamespace.javaRosa: javaRosaAttributes.contains(attribute.name)
        case XMLNamespace.odk: odkAttributes.contains(attribute.name)
        case XMLNamespace.openRosa, XMLNamespace.entities: false
        // Attributes of other tools say how they show a field.
        default: true
        }
    }

    /// Refuses what a control holds that is neither its text, its choices nor an action.
    mutating func checkParts(of element: XMLTree, place: String) {
        let known: Set = ["label", "hint", "item", "itemset", "setvalue"]
        let inner = element.children.filter { $0.name == "item" || $0.name == "itemset" }.flatMap(\.children)
        for child in element.children + inner where !known.contains(child.name) && child.name != "value" {
            guard [XMLNamespace.xforms, XMLNamespace.odk, XMLNamespace.javaRosa].contains(child.namespace) else {
                continue
            }
            faults.append(.unsupported("<\(child.name)>", line: child.line, place: place))
        }
        if element.name == "range", element.first("itemset") ?? element.first("item") != nil {
            faults.append(.unsupported("labels of a <range>", line: element.line, place: place))
        }
    }
}

extension XMLTree.Attribute {
    /// With its prefix, as the document spells it.
    var shownName: String { prefix.isEmpty ? name : "\(prefix):\(name)" }
}
