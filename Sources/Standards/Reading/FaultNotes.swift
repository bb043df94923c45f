internal import Values

/// Collects what is wrong with a document, so that a reader goes on behind a fault.
struct FaultNotes {
    private var kept: [StandardFault] = []
    private var further = 0

    /// How many there are.
    var count: Int { kept.count + further }

    mutating func note(_ code: StandardFault.Code, at path: [StandardFault.PathStep], zh: String, en: String) {
        let fault = StandardFault(code: code, path: path, message: Localized(zh: zh, en: en))
        if kept.count < StandardLimits.faultsMax { kept.append(fault) } else { further += 1 }
    }

    mutating func note(_ code: StandardFault.Code, at place: DocumentValue, zh: String, en: String) {
        note(code, at: place.path, zh: zh, en: en)
    }

    mutating func missing(_ name: String, in place: DocumentValue) {
        note(.missingKey, at: place, zh: "缺少 \(name)，请补上", en: "\(name) is missing; add it")
    }

    mutating func wrongType(_ place: DocumentValue, zh: String, en: String) {
        note(.wrongType, at: place, zh: "应为\(zh)", en: "should be \(en)")
    }

    /// Notes a word that is none of those the format knows.
    mutating func unknown(_ code: StandardFault.Code, _ place: DocumentValue, _ word: String, known: [String]) {
        let list = known.joined(separator: ", ")
        note(code, at: place, zh: "“\(word)”不认识；可用：\(list)", en: "\"\(word)\" is not known; write one of \(list)")
    }

    /// All faults in the order of noting; where there are more than people can mend at once, the last says how many.
    var faults: [StandardFault] {
        guard further > 0 else { return kept }
        let message = Localized(zh: "另有 \(further) 处错误未列出，请先改正以上各处", en: "\(further) more faults; mend these first")
        return kept + [StandardFault(code: .moreFaults, path: [], message: message)]
    }
}

/// A value of a standard's document with the way to it.
struct DocumentValue {
    let json: JSONValue
    let path: [StandardFault.PathStep]

    subscript(name: String) -> DocumentValue? {
        json[name].map { DocumentValue(json: $0, path: path + [.key(name)]) }
    }

    /// The elements of a list.
    var elements: [DocumentValue] {
        guard case .array(let elements) = json else { return [] }
        return elements.enumerated().map { DocumentValue(json: $0.element, path: path + [.index($0.offset)]) }
    }

    /// The members of a mapping, in order.
    var members: [(name: String, place: DocumentValue)] {
        guard case .object(let members) = json else { return [] }
        return members.map { ($0.name, DocumentValue(json: $0.value, path: path + [.key($0.name)])) }
    }

    var isMapping: Bool { if case .object = json { true } else { false } }
    var isList: Bool { if case .array = json { true } else { false } }
    var isNull: Bool { json == .null }

    func has(_ name: String) -> Bool { json[name] != nil }
}
