extension Report {
    /// One figure or word.
    public enum Cell: Sendable, Hashable {
        /// No data: neither zero nor an empty text.
        case none
        case text(Words)
        case number(Int)
        /// An exact share; `whole` is greater than zero.
        case share(part: Int, of: Int)

        /// A share of a whole; no data where the whole is nothing.
        public static func rate(_ part: Int, of whole: Int) -> Cell {
            whole > 0 ? .share(part: part, of: whole) : .none
        }

        /// A code, or a text from the records.
        public static func word(_ text: String) -> Cell { .text(Words(text)) }

        /// Percent with one decimal place, rounded half up, such as `66.7`.
        public static func percent(_ part: Int, of whole: Int) -> String {
            let thousandths = (part * 2_000 + whole) / (whole * 2)
            return "\(thousandths / 10).\(thousandths % 10)"
        }
    }
}

extension Report.Cell: Codable {
    private enum Key: String, CodingKey { case zh, en, number, part, of }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let zh = try container.decodeIfPresent(String.self, forKey: .zh) {
            self = .text(Report.Words(zh: zh, en: try container.decodeIfPresent(String.self, forKey: .en) ?? zh))
        } else if let number = try container.decodeIfPresent(Int.self, forKey: .number) {
            self = .number(number)
        } else if let part = try container.decodeIfPresent(Int.self, forKey: .part),
            let whole = try container.decodeIfPresent(Int.self, forKey: .of), whole > 0
        {
            self = .share(part: part, of: whole)
        } else {
            self = .none
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .none: break
        case .text(let words):
            try container.encode(words.zh, forKey: .zh)
            if words.en != words.zh { try container.encode(words.en, forKey: .en) }
        case .number(let number): try container.encode(number, forKey: .number)
        case .share(let part, let whole):
            try container.encode(part, forKey: .part)
            try container.encode(whole, forKey: .of)
        }
    }
}
