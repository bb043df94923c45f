/// The value of a node. A node without a value has no datum.
///
/// The kind follows from how the value came about, as in JavaRosa: a calculation that gives a number in a text field
/// is a number to other expressions.
enum Datum: Hashable, Sendable {
    case text(String)
    case integer(Int)
    case decimal(Double)
    case boolean(Bool)
    case date(Moment)
    case dateTime(Moment)
    /// On 1970-01-01.
    case time(Moment)
    /// Latitude, longitude, altitude and accuracy in that order, in degrees and metres.
    case geopoint([Double])
    case choice(String)
    case choices([String])

    /// What an expression sees.
    var value: XPathValue {
        switch self {
        case .text(let text), .choice(let text): .text(text)
        case .integer(let number): .number(Double(number))
        case .decimal(let number): .number(number)
        case .boolean(let flag): .boolean(flag)
        case .date(let moment), .dateTime(let moment), .time(let moment): .moment(moment)
        case .geopoint(let numbers): .text(numbers.map(NumberText.java).joined(separator: " "))
        case .choices(let names): .text(names.joined(separator: " "))
        }
    }

    /// What the instance holds.
    func text(utcOffsetMinutes: Int) -> String {
        switch self {
        case .text(let text), .choice(let text): text
        case .integer(let number): String(number)
        case .decimal(let number): NumberText.java(number)
        case .boolean(let flag): flag ? "1" : "0"
        case .date(let moment): moment.dateText
        case .dateTime(let moment): moment.dateTimeText(utcOffsetMinutes: utcOffsetMinutes)
        case .time(let moment): moment.clockText(utcOffsetMinutes: utcOffsetMinutes)
        case .geopoint(let numbers): numbers.map(NumberText.java).joined(separator: " ")
        case .choices(let names): names.joined(separator: " ")
        }
    }
}
