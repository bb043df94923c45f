internal import Values

/// Looks at a document before libxml2 does, for what libxml2 would spend too long on or misread.
enum XMLScreening {
    /// - Parameters:
    ///   - text: The document.
    ///   - place: What to call it in a fault; `nil` for the form itself.
    /// - Throws: `form_xml` for a NUL and for a declared encoding that is not the one of the text, `form_too_large` for an
    ///   element with too many attributes.
    static func check(_ text: String, place: String?) throws(FormFaults) {
        // libxml2 takes it for the end of the document.
        guard !text.utf8.contains(0) else { throw FormFaults([.notText()]) }
        if let encoding = declaredEncoding(text), !["utf-8", "utf8", "us-ascii"].contains(encoding.lowercased()) {
            throw FormFaults([.encoding(encoding)])
        }
        var scanner = TagScanner(text)
        if let line = scanner.crowdedLine(most: QuestionnaireLimits.attributesMax) {
            let what = Localized(zh: "属性", en: "attributes")
            throw FormFaults([.tooMany(what, most: QuestionnaireLimits.attributesMax, line: line, place: place)])
        }
    }

    /// What `<?xml ... encoding="..."?>` says; `nil` when it says nothing.
    private static func declaredEncoding(_ text: String) -> String? {
        let head = text.prefix(200)
        guard head.hasPrefix("<?xml "), let close = head.dropFirst(2).firstIndex(of: "?") else { return nil }
        let words = head[..<close].split { $0 == "=" || $0.isWhitespace }
        guard let place = words.firstIndex(of: "encoding"), place + 1 < words.count else { return nil }
        return String(words[place + 1].drop { $0 == "\"" || $0 == "'" }.prefix { $0 != "\"" && $0 != "'" })
    }
}

/// Walks over the tags of a document, without reading what is in them.
private struct TagScanner {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    init(_ text: String) { bytes = Array(text.utf8) }

    /// The line of the first tag with more attributes than `most`; each has one equals sign outside quotes.
    mutating func crowdedLine(most: Int) -> Int? {
        while skip(to: "<") {
            if takes("<!--") {
                guard skip(past: "-->") else { return nil }
            } else if takes("<![CDATA[") {
                guard skip(past: "]]>") else { return nil }
            } else if takes("<?") {
                guard skip(past: "?>") else { return nil }
            } else {
                let start = line
                if attributes() > most { return start }
            }
        }
        return nil
    }

    private mutating func attributes() -> Int {
        var count = 0
        var quote: UInt8?
        while position < bytes.count {
            let byte = bytes[position]
            step()
            switch (quote, byte) {
            case (nil, UInt8(ascii: ">")): return count
            case (nil, UInt8(ascii: "=")): count += 1
            case (nil, UInt8(ascii: "\"")), (nil, UInt8(ascii: "'")): quote = byte
            case (.some(let open), byte) where open == byte: quote = nil
            default: continue
            }
        }
        return count
    }

    private mutating func skip(to byte: Unicode.Scalar) -> Bool {
        while position < bytes.count, bytes[position] != UInt8(ascii: byte) { step() }
        return position < bytes.count
    }

    private mutating func skip(past text: StaticString) -> Bool {
        while position < bytes.count {
            if takes(text) { return true }
            step()
        }
        return false
    }

    private mutating func takes(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: count)
        guard bytes[position..<position + count].elementsEqual(wanted) else { return false }
        position += count
        return true
    }

    private mutating func step() {
        if bytes[position] == UInt8(ascii: "\n") { line += 1 }
        position += 1
    }
}
