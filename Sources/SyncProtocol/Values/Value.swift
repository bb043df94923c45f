public import Values

/// What a field holds. Two values are the same when their canonical bytes are (``encoded``).
public enum Value: Hashable, Sendable {
    /// A field somebody emptied. Emptying is a write like any other.
    case null
    case boolean(Bool)
    case integer(Int64)
    case decimal(ExactDecimal)
    /// Normalised to NFC when encoded.
    case text(String)
    case date(CalendarDate)
    /// Milliseconds since 1970-01-01T00:00:00Z.
    case instant(Int64)
    case reference(RecordID)
    /// The code of a declared choice.
    case choice(String)
    /// A group: the members in the order that the schema declares.
    case tuple([Value])
    /// A payload that was erased with its salt; only its hash is known.
    case erased
}
