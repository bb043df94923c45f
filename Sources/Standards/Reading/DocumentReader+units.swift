/// Units as UCUM writes them, in the small part of it that standards use: `m2`, `%`, `{户}`, `{起}/(1000.{户})`, `/d`.
extension DocumentReader {
    /// Units that everybody knows.
    static let knownUnits: Set<String> = [
        "%", "[ppth]", "m", "km", "cm", "mm", "m2", "km2", "hm2", "m3", "L", "g", "kg", "t", "s", "min", "h", "d", "wk",
        "mo", "quarter", "a", "CNY", "dB", "Cel", "kW", "kW.h", "lx",
    ]

    mutating func unit(_ place: DocumentValue) -> String? {
        guard !place.isNull, let unit = text(place) else { return nil }
        if !isKnown(unit) {
            notes.note(
                .undeclaredUnit, at: place,
                zh: "单位“\(unit)”不认识；请用已知单位、{户} 这样的量词，或在顶层 units 中声明",
                en: """
                    the unit \"\(unit)\" is not known; write a known unit, a counted thing such as {户}, or declare it \
                    under units at the top
                    """)
        }
        return unit
    }

    /// A term, a term over another, or nothing over a term.
    private func isKnown(_ unit: String) -> Bool {
        if units.contains(unit) { return true }
        let parts = unit.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let last = parts.last else { return false }
        if parts.count == 1 { return isTerm(last) }
        return (parts[0].isEmpty || isTerm(parts[0])) && (isTerm(last) || isMany(last))
    }

    private func isTerm(_ term: Substring) -> Bool {
        if units.contains(String(term)) || Self.knownUnits.contains(String(term)) { return true }
        let inner = term.dropFirst().dropLast()
        return term.count >= 3 && term.first == "{" && term.last == "}" && !inner.contains { "{}".contains($0) }
    }

    /// A number of units in parentheses, such as `(1000.{户})`.
    private func isMany(_ term: Substring) -> Bool {
        guard term.first == "(", term.last == ")" else { return false }
        let parts = term.dropFirst().dropLast().split(separator: ".", maxSplits: 1)
        return parts.count == 2 && parts[0].utf8.allSatisfy { (48...57).contains($0) } && isTerm(parts[1])
    }
}

extension Window {
    /// The window as the lower half of a unit, such as `wk` or `(2.mo)`; a quarter is also three months.
    var units: [String] {
        let own = count == 1 ? unit.rawValue : "(\(count).\(unit.rawValue))"
        return unit == .quarter ? [own, "(\(count * 3).mo)"] : [own]
    }
}
