/// What an instance says when its form is lost: names and texts, without types and rules.
extension FormDefinition {
    /// The texts of all fields of an instance that have one, without the block `meta`.
    ///
    /// - Parameter instance: The instance's XML.
    /// - Returns: By name, in the order of the instance. A name is the field's own where no other field has it, else
    ///   the path below the root with the numbers of entries: `person[2]/age`.
    /// - Throws: When the text is no XML.
    public static func texts(ofInstance instance: String) throws(FormFaults) -> [(name: String, text: String)] {
        let tree = try InstanceReader.tree(instance, bytesMax: QuestionnaireLimits.resumedBytesMax)
        var found: [(path: String, name: String, text: String)] = []
        func collect(_ element: XMLTree, _ path: String) {
            let children = element.children
            var numbers: [String: Int] = [:]
            for child in children where !(path.isEmpty && child.name == "meta") {
                numbers[child.name, default: 0] += 1
                let isOne = element.all(child.name).count == 1
                let step = isOne ? child.name : "\(child.name)[\(numbers[child.name, default: 0])]"
                collect(child, path.isEmpty ? step : "\(path)/\(step)")
            }
            guard children.isEmpty, !path.isEmpty, !element.wholeText.isEmpty else { return }
            found.append((path, element.name, element.wholeText))
        }
        collect(tree, "")
        let uses = found.reduce(into: [:]) { $0[$1.name, default: 0] += 1 }
        return found.map { (uses[$0.name] == 1 ? $0.name : $0.path, $0.text) }
    }
}
