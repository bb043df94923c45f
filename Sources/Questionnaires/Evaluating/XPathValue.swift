internal import CLibXML2
internal import Values

/// A value of an expression: what XPath 1.0 knows, and moments, which XForms adds.
enum XPathValue {
    case nodes([xmlNodePtr])
    case text(String)
    case number(Double)
    case boolean(Bool)
    case moment(LocalMoment)
}

/// Conversions as JavaRosa does them. Each expects a value that is no set of nodes; see ``XPathEngine/single(_:)``.
extension XPathValue {
    var asBoolean: Bool {
        switch self {
        case .nodes(let nodes): !nodes.isEmpty
        case .text(let text): !text.isEmpty
        case .number(let number): abs(number) > 1e-12
        case .boolean(let flag): flag
        case .moment: true
        }
    }

    /// Moments count as whole days from 1970-01-01, so that dates compare and subtract.
    var asNumber: Double {
        switch self {
        case .nodes: .nan
        case .text(let text): Self.number(text)
        case .number(let number): number
        case .boolean(let flag): flag ? 1 : 0
        case .moment(let moment): Double(moment.day)
        }
    }

    /// As ``asNumber``, but moments keep their time of day as a fraction of a day.
    var asExactNumber: Double {
        guard case .moment(let moment) = self else { return asNumber }
        return Double(moment.localMilliseconds) / Double(LocalMoment.dayMilliseconds)
    }

    var asText: String {
        switch self {
        case .nodes: ""
        case .text(let text): text
        case .number(let number): NumberText.xpath(number)
        case .boolean(let flag): flag ? "true" : "false"
        case .moment(let moment): moment.dateText
        }
    }

    /// Rounded towards zero.
    var asInteger: Int {
        let number = asNumber.rounded(.towardZero)
        return number.isNaN ? 0 : Int(max(Double(Int32.min), min(Double(Int32.max), number)))
    }

    var isEmpty: Bool {
        switch self {
        case .nodes(let nodes): nodes.isEmpty
        case .text(let text): text.isEmpty
        case .number(let number): number.isNaN
        case .boolean, .moment: false
        }
    }

    /// A decimal comma counts as a point; exponents and signs other than minus are not part of XPath's numbers.
    private static func number(_ text: String) -> Double {
        let plain = String(text.trimmedOfXMLBlanks.map { $0 == "," ? "." : $0 })
        guard !plain.isEmpty, plain.utf8.allSatisfy({ (48...57).contains($0) || $0 == 45 || $0 == 46 }) else {
            return .nan
        }
        return Double(plain) ?? .nan
    }
}
