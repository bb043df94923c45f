public import Values

/// Reads a standard from its document. Format and faults: Protocol/standards.md.
public enum StandardReading {
    /// The name of the format, which stands in every document under `schema`.
    public static let format = "ruhu-standard/1"

    /// What a document is read for.
    public enum Purpose: Sendable {
        /// Nothing may be wrong with it.
        case publishing
        /// It was published, perhaps by a later version of the software: a formula that this one does not know gives no
        /// data and does not spoil the rest.
        case using
    }

    /// Reads a document and notes everything that is wrong with it, not only the first fault.
    ///
    /// - Parameters:
    ///   - json: The whole document. Keys that the format does not know are left alone.
    ///   - purpose: Whether it is to be published, or was published by whoever understood it.
    /// - Returns: The standard, or `nil` with at least one fault.
    public static func read(
        _ json: JSONValue, for purpose: Purpose = .publishing
    ) -> (standard: Standard?, faults: [StandardFault]) {
        var reader = DocumentReader()
        reader.isPublished = purpose == .using
        let standard = reader.standard(DocumentValue(json: json, path: []))
        reader.checkMentions()
        let faults = reader.notes.faults
        return (faults.isEmpty ? standard : nil, faults)
    }
}

/// The reading of one document: what was wrong so far, and what must be looked up once all of it is read.
struct DocumentReader {
    var notes = FaultNotes()
    /// Whether it was published already, so that what is not known here is a later version's.
    var isPublished = false
    /// Units of the document itself, beside those that everybody knows.
    var units: Set<String> = []
    var mentions = Mentions()
}

extension DocumentReader {
    mutating func standard(_ place: DocumentValue) -> Standard? {
        guard place.isMapping else {
            notes.note(
                .notAMapping, at: place, zh: "标准文件应当是“键: 值”的映射",
                en: "a standard is a mapping of keys to values")
            return nil
        }
        readFormat(place)
        units = Set(list("units", of: place).compactMap { text($0) })
        let groups = self.groups(place)
        mentions.groups = Set(groups.map(\.code))
        let id = identifier("id", of: place)
        let version = number("catalogue_version", of: place, from: 1, through: 1_000_000)
        let title = self.title(of: place, zh: "title_zh", en: "title_en")
        let scope = place["scope"].flatMap { mapping($0) }?["applicability"].flatMap { condition($0) }
        let indicators = self.indicators(place)
        let tasks = self.tasks(place)
        let codeMap = self.codeMap(place)
        return Standard(
            id: id ?? "", version: version ?? 0, title: title, documentNumber: documentNumber(place), scope: scope,
            groups: groups, indicators: indicators, tasks: tasks, codeMap: codeMap)
    }

    private mutating func readFormat(_ place: DocumentValue) {
        guard let schema = required("schema", of: place), let name = text(schema) else { return }
        if name != StandardReading.format {
            notes.unknown(.unknownSchema, schema, name, known: [StandardReading.format])
        }
    }

    private mutating func documentNumber(_ place: DocumentValue) -> String? {
        place["source"].flatMap { mapping($0) }.flatMap { optionalText("doc_no", of: $0) }
    }

    private mutating func groups(_ place: DocumentValue) -> [Standard.IndicatorGroup] {
        var groups: [Standard.IndicatorGroup] = []
        for place in list("groups", of: place) {
            guard let place = mapping(place) else { continue }
            let title = self.title(of: place, zh: "title_zh", en: "title_en")
            guard let code = identifier("code", of: place) else { continue }
            if groups.contains(where: { $0.code == code }) { duplicate(code, place) }
            groups.append(Standard.IndicatorGroup(code: code, title: title))
        }
        return groups
    }

    private mutating func indicators(_ place: DocumentValue) -> [Indicator] {
        guard let items = required("items", of: place) else { return [] }
        guard items.isList else {
            notes.wrongType(items, zh: "一个列表", en: "a list")
            return []
        }
        if items.elements.isEmpty {
            notes.note(.emptyList, at: items, zh: "至少要有一个指标", en: "there must be an indicator")
        }
        return items.elements.compactMap { indicator($0) }
    }

    private mutating func codeMap(_ place: DocumentValue) -> [String: String?] {
        guard let map = place["code_map"], !map.isNull, let map = mapping(map) else { return [:] }
        var codes: [String: String?] = [:]
        for (old, place) in map.members {
            if place.isNull {
                codes[old] = .some(nil)
            } else if let code = text(place) {
                mentions.mapped.append(Mentions.Code(code: code, path: place.path))
                codes[old] = code
            }
        }
        return codes
    }

    mutating func duplicate(_ code: String, _ place: DocumentValue) {
        let path = place.path + [.key(place.has("code") ? "code" : "id")]
        notes.note(
            .duplicateCode, at: path, zh: "代码 \(code) 重复；每个代码只能用一次",
            en: "the code \(code) is used twice; each code stands for one thing")
    }
}
