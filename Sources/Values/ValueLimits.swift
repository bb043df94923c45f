/// Limits of what texts are read as values, each with its reason. Specification: section "Limits".
public enum ValueLimits {
    /// Digits of a decimal, which keeps canonical forms short and comparisons exact.
    public static let decimalDigitsMax = 34
    /// Levels of arrays and objects in a JSON text: what people write has ten, and each level costs the reader stack.
    public static let jsonDepthMax = 128
    /// Places by which an exponent moves the point of a number in JSON, which is kept with all its digits.
    public static let jsonNumberPlacesMax = 64
    /// Most bytes of a file that a person hands in: more than any form or table holds.
    public static let inputBytesMax = 64 << 20
    /// Most bytes of a table in CSV. A household takes some 40 bytes, so this is far beyond a city district.
    public static let csvBytesMax = 64 << 20
    /// Most rows of a table, the header apart: more is a mistaken export, and spreadsheets end at about as many.
    public static let csvRowsMax = 1_000_000
    /// Most columns of a table: spreadsheets end at 16,384, forms long before.
    public static let csvColumnsMax = 1_000
    /// Most faults of one table that are told at once: who has fixed as many will run the import again anyway.
    public static let csvFaultsMax = 100
}
