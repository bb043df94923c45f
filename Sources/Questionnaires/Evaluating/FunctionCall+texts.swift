/// Functions on texts. Lengths and places count UTF-16 units, as in JavaRosa.
extension FunctionCall {
    var textResult: XPathValue? {
        switch name {
        case "concat": .text(joined(values(from: 0), separator: ""))
        case "join": .text(joined(values(from: 1), separator: text(0)))
        case "substr": .text(substring)
        case "substring-before": .text(around?.before ?? "")
        case "substring-after": .text(around?.after ?? "")
        case "contains": .boolean(text(1).isEmpty || around != nil)
        case "starts-with": .boolean(text(0).utf8.starts(with: text(1).utf8))
        case "ends-with": .boolean(text(0).utf8.reversed().starts(with: text(1).utf8.reversed()))
        case "translate": .text(translated)
        case "string-length": .number(Double(text(0).utf16.count))
        case "normalize-space": .text(text(0).words.joined(separator: " "))
        case "regex": .boolean(engine.matches(text(1), text(0)))
        default: nil
        }
    }

    /// Stops once the text is longer than any that is taken, however many parts there are.
    private func joined(_ values: [XPathValue], separator: String) -> String {
        var text = ""
        for (index, value) in values.enumerated() {
            if index > 0 { text += separator }
            text += value.asText
            guard text.utf8.count <= QuestionnaireLimits.calculatedBytesMax else { break }
        }
        return text
    }

    private var around: (before: String, after: String)? {
        let (text, part) = (Array(text(0).utf16), Array(text(1).utf16))
        guard part.count <= text.count else { return nil }
        for start in 0...(text.count - part.count) where text[start..<start + part.count].elementsEqual(part) {
            return (Self.string(text[..<start]), Self.string(text[(start + part.count)...]))
        }
        return nil
    }

    private static func string(_ units: some Sequence<UInt16>) -> String {
        String(decoding: Array(units), as: UTF16.self)
    }

    /// From a place to before another, counted from 0; negative places count from the end.
    private var substring: String {
        let units = Array(text(0).utf16)
        func place(_ number: Int) -> Int { min(max(0, number < 0 ? units.count + number : number), units.count) }
        let start = place(value(1).asInteger)
        let end = count == 3 ? place(value(2).asInteger) : units.count
        return start <= end ? Self.string(units[start..<end]) : ""
    }

    private var translated: String {
        let from = Array(text(1).utf16)
        let to = Array(text(2).utf16)
        return Self.string(
            text(0).utf16.compactMap { unit in
                guard let place = from.firstIndex(of: unit) else { return unit }
                return place < to.count ? to[place] : nil
            })
    }
}
