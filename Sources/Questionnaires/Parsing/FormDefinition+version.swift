extension FormDefinition {
    /// A form with its version stated, where it states none itself: as the attribute of its instance's root, where every
    /// reader of forms looks for it. Nothing else of the document changes.
    ///
    /// - Parameters:
    ///   - version: The version.
    ///   - xml: A form that could be read, and whose version is empty.
    /// - Returns: The document; `nil` when the place is not found.
    public static func stating(version: String, in xml: String) -> String? {
        var scanner = RootScanner(xml)
        guard let place = scanner.place() else { return nil }
        let value = "\"\(escaped(version))\""
        let bytes = Array(xml.utf8)
        let statement = Array((place.isValue ? value : " version=\(value)").utf8)
        return String(
            decoding: bytes[..<place.range.lowerBound] + statement + bytes[place.range.upperBound...], as: UTF8.self)
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case "\"": escaped += "&quot;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

/// Finds the root of a form's own instance in the document: the first element of the model's first `instance`.
private struct RootScanner {
    private let bytes: [UInt8]
    private var position = 0
    /// Names of the elements around the position, without their prefixes.
    private var open: [ArraySlice<UInt8>] = []

    init(_ text: String) { bytes = Array(text.utf8) }

    /// Where the version belongs.
    struct InsertionPoint {
        let range: Range<Int>
        /// Whether the range is the value of an attribute that is there, with its quotes; else it is empty and lies behind
        /// the element's name.
        let isValue: Bool
    }

    mutating func place() -> InsertionPoint? {
        while skip(to: "<") {
            if starts("<!--") {
                skip(past: "-->")
            } else if starts("<![CDATA[") {
                skip(past: "]]>")
            } else if starts("<?") {
                skip(past: "?>")
            } else if starts("</") {
                _ = open.popLast()
                skip(past: ">")
            } else {
                position += 1
                let name = name()
                if isInstance { return version() }
                let local = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
                if !passAttributes() { open.append(local) }
            }
        }
        return nil
    }

    /// Whether the position lies right below the model's instance.
    private var isInstance: Bool {
        open.count > 1 && open[open.count - 1].elementsEqual("instance".utf8)
            && open[open.count - 2].elementsEqual("model".utf8)
    }

    /// The place of the attribute `version` of the element whose name was read.
    private mutating func version() -> InsertionPoint? {
        let behindName = position
        while let attribute = attribute() {
            if attribute.name.elementsEqual("version".utf8) {
                return InsertionPoint(range: attribute.value, isValue: true)
            }
        }
        return InsertionPoint(range: behindName..<behindName, isValue: false)
    }

    /// Goes past the end of a tag.
    ///
    /// - Returns: Whether the element is empty.
    private mutating func passAttributes() -> Bool {
        while attribute() != nil {}
        let isEmpty = position < bytes.count && bytes[position] == UInt8(ascii: "/")
        skip(past: ">")
        return isEmpty
    }

    private mutating func attribute() -> (name: ArraySlice<UInt8>, value: Range<Int>)? {
        skipBlanks()
        let name = name()
        guard !name.isEmpty else { return nil }
        skipBlanks()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else { return nil }
        position += 1
        skipBlanks()
        guard position < bytes.count, case let quote = bytes[position],
            let end = bytes[(position + 1)...].firstIndex(of: quote)
        else { return nil }
        defer { position = end + 1 }
        return (name, position..<end + 1)
    }

    private mutating func name() -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count, !" \t\r\n=/>".utf8.contains(bytes[position]) { position += 1 }
        return bytes[start..<position]
    }

    private mutating func skipBlanks() {
        while position < bytes.count, " \t\r\n".utf8.contains(bytes[position]) { position += 1 }
    }

    private mutating func skip(to sign: Unicode.Scalar) -> Bool {
        while position < bytes.count, bytes[position] != UInt8(ascii: sign) { position += 1 }
        return position < bytes.count
    }

    private mutating func skip(past text: String) {
        while position < bytes.count, !starts(text) { position += 1 }
        position = min(bytes.count, position + text.utf8.count)
    }

    private func starts(_ text: String) -> Bool { bytes[position...].starts(with: text.utf8) }
}
