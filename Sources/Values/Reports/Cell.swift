extension Report {
    /// One figure or word.
    public enum Cell: Sendable, Hashable {
        /// No data: neither zero nor an empty text.
        case none
        case text(Localized)
        case number(Int)
        /// An exact share; `whole` is greater than zero.
        case share(part: Int, of: Int)
        /// An exact mean; `count` is greater than zero.
        case mean(total: Int, count: Int)
        /// An exact difference of two shares, `100 × part ÷ whole` in percentage points; `whole` is greater than zero.
        case points(part: Int, of: Int)
        /// A figure that would tell how few people answered: it is known and not shown.
        case suppressed

        /// A share of a whole; no data where the whole is nothing.
        public static func rate(_ part: Int, of whole: Int) -> Cell {
            whole > 0 ? .share(part: part, of: whole) : .none
        }

        /// A mean; no data where there is nothing to take it of.
        public static func average(_ total: Int, of count: Int) -> Cell {
            count > 0 ? .mean(total: total, count: count) : .none
        }

        /// How far a share moved; no data where one of the two is none, or its terms are beyond exact arithmetic.
        ///
        /// - Parameters:
        ///   - old: The share before: part and whole.
        ///   - new: The share now.
        /// - Returns: The difference in percentage points.
        public static func change(from old: (part: Int, whole: Int), to new: (part: Int, whole: Int)) -> Cell {
            let (risen, isTooLarge) = new.part.multipliedReportingOverflow(by: old.whole)
            let (fallen, isTooLargeBelow) = old.part.multipliedReportingOverflow(by: new.whole)
            let (whole, isWholeTooLarge) = old.whole.multipliedReportingOverflow(by: new.whole)
            guard old.whole > 0, new.whole > 0, !isTooLarge, !isTooLargeBelow, !isWholeTooLarge else { return .none }
            return .points(part: risen - fallen, of: whole)
        }

        /// A code, or a text from the records.
        public static func word(_ text: String) -> Cell { .text(Localized(text)) }

        /// Percent with one decimal place, rounded half up, such as `66.7`.
        public static func percent(_ part: Int, of whole: Int) -> String {
            oneDecimal(100, part, of: whole)
        }

        /// The mean with one decimal place, rounded half up, such as `1.4`.
        public static func mean(_ total: Int, of count: Int) -> String { oneDecimal(1, total, of: count) }

        /// Percentage points with one decimal place and a sign, rounded half away from zero, such as `+3.4` or `0.0`.
        public static func points(_ part: Int, of whole: Int) -> String {
            let size = oneDecimal(100, abs(part), of: whole)
            return part == 0 || size == "0.0" ? "0.0" : (part < 0 ? "-" : "+") + size
        }

        private static func oneDecimal(_ factor: Int, _ part: Int, of whole: Int) -> String {
            // 128 bits: the terms of a difference of shares are products already.
            let tenths = (Int128(part) * Int128(factor) * 20 + Int128(whole)) / (Int128(whole) * 2)
            return "\(tenths / 10).\(tenths % 10)"
        }
    }
}

extension Report.Cell: Codable {
    private enum Key: String, CodingKey { case zh, en, number, part, of, total, count, points, suppressed }

    /// An object without a key that is known is a cell of a later version, and none here.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let zh = try container.decodeIfPresent(String.self, forKey: .zh) {
            self = .text(Localized(zh: zh, en: try container.decodeIfPresent(String.self, forKey: .en) ?? zh))
        } else if let number = try container.decodeIfPresent(Int.self, forKey: .number) {
            self = .number(number)
        } else if let part = try container.decodeIfPresent(Int.self, forKey: .part),
            let whole = try container.decodeIfPresent(Int.self, forKey: .of), whole > 0
        {
            self = .share(part: part, of: whole)
        } else if let total = try container.decodeIfPresent(Int.self, forKey: .total),
            let count = try container.decodeIfPresent(Int.self, forKey: .count), count > 0
        {
            self = .mean(total: total, count: count)
        } else if let points = try container.decodeIfPresent(Int.self, forKey: .points),
            let whole = try container.decodeIfPresent(Int.self, forKey: .of), whole > 0
        {
            self = .points(part: points, of: whole)
        } else if try container.decodeIfPresent(Bool.self, forKey: .suppressed) == true {
            self = .suppressed
        } else {
            self = .none
        }
    }

    /// An object whose keys tell the kinds apart; no data is an empty one.
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
        case .mean(let total, let count):
            try container.encode(total, forKey: .total)
            try container.encode(count, forKey: .count)
        case .points(let part, let whole):
            try container.encode(part, forKey: .points)
            try container.encode(whole, forKey: .of)
        case .suppressed: try container.encode(true, forKey: .suppressed)
        }
    }
}
