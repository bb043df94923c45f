/// What kind of value a field holds.
public enum FieldType: String, Hashable, Sendable, CaseIterable {
    case string, int, decimal, boolean, date, time, dateTime, geopoint
    /// One of a list of choices.
    case choice
    /// Several of a list of choices, in the order in which they were chosen.
    case choices
    /// All of a list of choices, in the order of preference.
    case rank
    /// The name of a picture or file.
    case file

    /// Reads the `type` of a bind.
    ///
    /// Survey tools leave the prefix of XML Schema's types out or write `xsd:`. A type that is not listed here is not
    /// supported, `geotrace` and `geoshape` among them.
    init?(bindType: String) {
        let local = bindType.split(separator: ":").last.map(String.init) ?? bindType
        switch local {
        case "", "string", "barcode", "anyURI", "text": self = .string
        case "int", "integer", "long": self = .int
        case "decimal", "double", "float": self = .decimal
        case "boolean": self = .boolean
        case "date": self = .date
        case "time": self = .time
        case "dateTime": self = .dateTime
        case "geopoint": self = .geopoint
        case "select1": self = .choice
        case "select": self = .choices
        case "rank": self = .rank
        case "binary": self = .file
        default: return nil
        }
    }
}
