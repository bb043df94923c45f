internal import Values

/// The texts of a form by language and id.
struct TextTable: Sendable {
    var languages: [String] = []
    var defaultLanguage = ""
    /// By id, then by language.
    var entries: [String: [String: XMLTree]] = [:]
}

extension FormReader {
    mutating func readTexts(_ model: XMLTree) {
        for itext in model.all("itext") {
            for translation in itext.all("translation") {
                let language = translation.attribute("lang") ?? ""
                guard !texts.languages.contains(language) else {
                    faults.append(.duplicate("translation \(language)", line: translation.line, place: "itext"))
                    continue
                }
                texts.languages.append(language)
                if translation.attribute("default") != nil { texts.defaultLanguage = language }
                for text in translation.all("text") {
                    texts.entries[text.attribute("id") ?? "", default: [:]][language] = text
                }
            }
        }
        if texts.defaultLanguage.isEmpty { texts.defaultLanguage = texts.languages.first ?? "" }
    }

    /// The text of a `label`, `hint` or `message` element: by reference to the table, or in the element itself.
    mutating func text(of element: XMLTree?, at node: Int) -> FormText {
        guard let element else { return FormText(variants: [:], media: [:]) }
        if let ref = element.attribute("ref") {
            if let id = Self.textID(ref) { return text(id: id, at: node, line: element.line) }
            return FormText(variants: ["": parts([.output(ref)], at: node, line: element.line)], media: [:])
        }
        return FormText(variants: ["": parts(pieces(of: element), at: node, line: element.line)], media: [:])
    }

    /// The text of an attribute such as `jr:constraintMsg`.
    mutating func text(ofAttribute value: String, at node: Int, line: Int) -> FormText {
        if let id = Self.textID(value) { return text(id: id, at: node, line: line) }
        return .plain(value)
    }

    mutating func text(id: String, at node: Int, line: Int) -> FormText {
        guard let entry = texts.entries[id] else {
            faults.append(.missing("itext '\(id)'", line: line, place: nodes[node].path))
            return .plain("")
        }
        var variants: [String: [FormText.Part]] = [:]
        var media: [String: String] = [:]
        for (language, element) in entry.sorted(by: { $0.key < $1.key }) {
            let values = element.all("value")
            for value in values {
                guard let form = value.attribute("form"), form != "long", form != "short", form != "guidance" else {
                    continue
                }
                if media[form] == nil { media[form] = value.ownText }
            }
            let shown =
                values.first { $0.attribute("form") == nil } ?? values.first { $0.attribute("form") == "long" }
                ?? values.first { $0.attribute("form") == "short" }
            guard let shown else { continue }
            let read = parts(pieces(of: shown), at: node, line: shown.line)
            variants[language] = read
        }
        // pyxform writes a dash where the spreadsheet's cell is empty; another language then says more.
        let said = variants.filter { $0.value != [.text("-")] }
        return FormText(variants: said.isEmpty ? variants : said, media: media)
    }

    /// The id within `jr:itext('id')`; `nil` when the reference is something else.
    static func textID(_ reference: String) -> String? {
        let text = reference.trimmedOfXMLBlanks
        guard text.hasPrefix("jr:itext("), text.hasSuffix(")") else { return nil }
        let inner = text.dropFirst("jr:itext(".count).dropLast().trimmedOfXMLBlanks
        guard inner.count >= 2, let quote = inner.first, quote == "'" || quote == "\"", inner.last == quote else {
            return nil
        }
        return String(inner.dropFirst().dropLast())
    }

    private enum Piece {
        case text(String)
        case output(String)
    }

    private func pieces(of element: XMLTree) -> [Piece] {
        element.content.flatMap { part -> [Piece] in
            switch part {
            case .text(let text): [.text(text)]
            case .element(let child) where child.name == "output":
                [.output(child.attribute("value") ?? child.attribute("ref") ?? ".")]
            // Markup such as <span> only dresses its text.
            case .element(let child): pieces(of: child)
            }
        }
    }

    /// Blanks at the ends go, as survey tools write them around outputs; those within the text stay.
    private mutating func parts(_ pieces: [Piece], at node: Int, line: Int) -> [FormText.Part] {
        var parts: [FormText.Part] = []
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .text(var text):
                if index == 0 { text = String(text.drop { $0.isWhitespace }) }
                if index == pieces.count - 1 {
                    while text.last?.isWhitespace == true { text.removeLast() }
                }
                if !text.isEmpty { parts.append(.text(text)) }
            case .output(let source):
                if let index = expression(source, at: node, line: line) { parts.append(.output(index)) }
            }
        }
        return parts
    }
}
