internal import Values

/// The form's own instance, and the choice lists.
extension FormReader {
    /// Reads the choice lists and gives the root of the form's own instance.
    mutating func readInstances(_ model: XMLTree) -> XMLTree? {
        let instances = model.all("instance")
        guard let main = instances.first, let root = main.children.first else {
            let what = Localized(zh: "缺少 instance。", en: "the instance is missing.")
            faults.append(.notXForm(line: model.line, what))
            return nil
        }
        for instance in instances.dropFirst() {
            guard let id = instance.attribute("id") else {
                faults.append(.missing("id", line: instance.line, place: "instance"))
                continue
            }
            if lists[id] != nil { faults.append(.duplicate("instance('\(id)')", line: instance.line, place: nil)) }
            if let source = instance.attribute("src") {
                lists[id] = external(source, id: id, line: instance.line) ?? []
            } else {
                lists[id] = instance.children
            }
        }
        return root
    }

    /// Reads a list that lies beside the form.
    private mutating func external(_ source: String, id: String, line: Int) -> [XMLTree]? {
        guard source.hasPrefix("jr://file"), let name = source.split(separator: "/").last.map(String.init) else {
            faults.append(.unsupported("src=\"\(source)\"", line: line, place: "instance('\(id)')"))
            return nil
        }
        guard name.hasSuffix(".csv") || name.hasSuffix(".xml") else {
            faults.append(.unsupported("src=\"\(source)\"", line: line, place: "instance('\(id)')"))
            return nil
        }
        resourceNames.append(name)
        guard let text = resources.text(of: name) else {
            let said = Localized(
                zh: "表单要用这个文件，但没有找到；请把它放在表单旁边。",
                en: "the form needs this file, and it is not there; put it beside the form.")
            faults.append(.resource(name, line: line, said))
            return nil
        }
        do throws(FormFaults) {
            if name.hasSuffix(".xml") {
                return [try XMLReader.read(text, bytesMax: QuestionnaireLimits.documentBytesMax, name: name)]
            }
        } catch {
            for fault in error.faults { faults.append(.resource(name, line: line, fault.text)) }
            return nil
        }
        return rows(of: text, name: name, line: line)
    }

    /// A CSV becomes what pyxform makes of a list: `root` with an `item` for each row, one child for each column.
    private mutating func rows(of text: String, name: String, line: Int) -> [XMLTree]? {
        do throws(DelimitedFault) {
            let file = try DelimitedFile.read(Array(text.utf8))
            let items = file.rows.map { row in
                let cells = zip(file.header, row.cells).map { column, cell in
                    XMLTree.Content.element(Self.element(column, [.text(cell)], line: row.line))
                }
                return XMLTree.Content.element(Self.element("item", cells, line: row.line))
            }
            return [Self.element("root", items, line: 1)]
        } catch {
            for fault in error.all { faults.append(.resource(name, line: line, fault.text)) }
            return nil
        }
    }

    private static func element(_ name: String, _ content: [XMLTree.Content], line: Int) -> XMLTree {
        XMLTree(name: name, prefix: "", namespace: "", attributes: [], content: content, line: line)
    }

    // What choice lists hold.

    /// All choices that a list can give to a question, before filters.
    mutating func listed(_ itemset: FormQuestion.Itemset, at node: Int, line: Int) -> [FormQuestion.Choice] {
        let source = expressions[itemset.nodeset].source.trimmedOfXMLBlanks
        guard source.hasPrefix("instance("), let id = Self.listID(source) else { return [] }
        var names: Set<String> = []
        var choices: [FormQuestion.Choice] = []
        for item in lists[id, default: []].flatMap(\.children) {
            guard let value = item.first(itemset.value), case let name = value.ownText, names.insert(name).inserted
            else { continue }
            // Rows without a name are shown to nobody.
            if !name.isEmpty, partsAnswer(value.wholeText, at: node),
                listFaults.count < QuestionnaireLimits.faultsMax
            {
                let place = "\(nodes[node].path) instance('\(id)')"
                listFaults.append(.choiceName(value.wholeText, line: item.line, place: place))
            }
            choices.append(FormQuestion.Choice(name: name, label: label(of: item, itemset, line: line)))
        }
        return choices
    }

    private mutating func label(of item: XMLTree, _ itemset: FormQuestion.Itemset, line: Int) -> FormText {
        let label = item.first(itemset.label)?.ownText ?? ""
        guard itemset.labelIsTextID else { return .plain(label) }
        if let known = choiceTexts[label] { return known }
        let text = text(id: label, at: 0, line: line)
        choiceTexts[label] = text
        return text
    }

    private static func listID(_ source: String) -> String? {
        let rest = source.dropFirst("instance(".count)
        guard let quote = rest.first, quote == "'" || quote == "\"", let end = rest.dropFirst().firstIndex(of: quote)
        else { return nil }
        return String(rest.dropFirst()[..<end])
    }
}
