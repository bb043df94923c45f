/// Every order of a few elements.
enum Permutations {
    static func all<Element>(_ elements: [Element]) -> [[Element]] {
        guard elements.count > 1 else { return [elements] }
        return elements.indices.flatMap { index -> [[Element]] in
            var rest = elements
            let first = rest.remove(at: index)
            return all(rest).map { [first] + $0 }
        }
    }
}
