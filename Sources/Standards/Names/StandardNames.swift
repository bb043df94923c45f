/// What a name means in a standard, among all names under which an inspection may record something.
public enum NameMeaning: Sendable, Hashable {
    /// A declared fact.
    case fact(FactDeclaration)
    /// What a threshold or formula measures and nobody declares.
    case metric(Measure)
    /// What a threshold counts against and nobody declares.
    case base(Measure)
    /// A property of the subject that only conditions ask for.
    case attribute(Condition.Attribute, AttributeForm)
    case indicator(Indicator)
    case check(Check, of: Indicator)
    /// The value of a metric in the round or year before: `NAME.previous`.
    case previous(of: Measure)

    /// A metric or base with what is known of it.
    public struct Measure: Sendable, Hashable {
        /// The name under which it is recorded.
        public let name: String
        /// Whether it is a yes or no; otherwise a number in `unit`, which is `nil` for a bare one.
        public let isBoolean: Bool, unit: String?
    }

    /// What conditions compare an attribute with.
    public enum AttributeForm: Sendable, Hashable {
        case boolean, number, word, words
    }
}

/// Every name of a standard with its meaning. Built once for a standard and asked often.
public struct StandardNames: Sendable {
    /// In the order of the document: facts, then metrics, bases and attributes, then codes.
    public let all: [String]
    let standard: Standard
    private let meanings: [String: NameMeaning]

    /// Collects the names.
    ///
    /// - Parameter standard: As read by `StandardReading`.
    public init(_ standard: Standard) {
        var names = NameCollection()
        for indicator in standard.indicators {
            for fact in indicator.facts { names.add(fact.name, .fact(fact)) }
        }
        for indicator in standard.indicators {
            if let threshold = indicator.threshold { names.add(threshold, unit: indicator.unit) }
            for check in indicator.checks {
                if let threshold = check.threshold { names.add(threshold, unit: check.unit) }
            }
            for (name, formula) in indicator.formulas.sorted(by: { $0.key < $1.key }) { names.add(name, formula) }
        }
        names.addBases()
        if let scope = standard.scope { names.add(scope) }
        for condition in standard.indicators.compactMap(\.applicability) { names.add(condition) }
        names.addAttributes()
        for indicator in standard.indicators {
            names.add(indicator.code, .indicator(indicator))
            for check in indicator.checks { names.add(check.code, .check(check, of: indicator)) }
        }
        self.standard = standard
        all = names.order
        meanings = names.meanings
    }

    /// - Returns: `nil` for a name that the standard does not know.
    public func meaning(of name: String) -> NameMeaning? {
        if let meaning = meanings[name] { return meaning }
        guard name.hasSuffix(".previous") else { return nil }
        return meanings[String(name.dropLast(".previous".count))]?.measure.map(NameMeaning.previous)
    }

    /// The names most like one that the standard does not know.
    ///
    /// - Parameter name: As somebody typed it.
    /// - Returns: At most three, the most similar first; none where nothing is similar.
    public func suggestions(for name: String) -> [String] {
        let typed = name.lowercased()
        let bare = typed.split(separator: ".").last.map(String.init) ?? typed
        var ranked: [(distance: Int, name: String)] = []
        for candidate in all {
            let known = candidate.lowercased()
            let distance = min(Self.distance(typed, known), known == bare ? 0 : Int.max)
            let isPart = bare.utf8.count >= 4 && (known.hasPrefix(bare) || known.hasSuffix("_" + bare))
            if distance <= max(1, known.utf8.count / 4) || isPart { ranked.append((distance, candidate)) }
        }
        return ranked.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
    }

    /// How many letters must be put in, left out or changed (Levenshtein).
    private static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count <= 200 else { return .max }
        var row = Array(0...right.count)
        for (index, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let change = diagonal + (byte == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(change, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}

extension Standard {
    /// Every name under which an inspection may record something.
    public var names: StandardNames { StandardNames(self) }

    /// What one name means; who asks for many keeps ``names``.
    ///
    /// - Parameter name: A fact, metric, base, attribute, code, or `NAME.previous`.
    /// - Returns: `nil` for a name that the standard does not know.
    public func meaning(of name: String) -> NameMeaning? { names.meaning(of: name) }
}

extension NameMeaning {
    /// The metric that the name is, if it may have an earlier value.
    fileprivate var measure: Measure? {
        switch self {
        case .fact(let fact) where [.integer, .decimal, .money].contains(fact.type):
            Measure(name: fact.name, isBoolean: false, unit: fact.unit)
        case .metric(let measure), .base(let measure): measure.isBoolean ? nil : measure
        default: nil
        }
    }
}
