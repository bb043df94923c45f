/// Beginnings of ids that are long enough to tell those of a list apart.
struct ShortIDs {
    /// Fewer digits would soon be taken by another record.
    private static let digitsMin = 8

    private let sorted: [String]

    init(_ ids: [String]) { sorted = ids.sorted() }

    /// The shortest beginning of an id that no other of the list shares, eight digits at least.
    subscript(id: String) -> String {
        guard let index = sorted.firstIndex(of: id) else { return id }
        let neighbours = [index - 1, index + 1].filter(sorted.indices.contains).map { sorted[$0] }
        let shared = neighbours.map { zip($0, id).prefix { $0 == $1 }.count }.max() ?? 0
        var short = id.prefix(max(Self.digitsMin, shared + 1))
        if short.last == "-" { short = id.prefix(short.count + 1) }
        return String(short)
    }
}
