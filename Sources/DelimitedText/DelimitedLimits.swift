/// Every limit on a file of comma-separated values, with its reason.
public enum DelimitedLimits {
    /// Most bytes of a file. A household takes some 40 bytes, so this is far beyond a city district.
    public static let fileBytesMax = 64 << 20
    /// Most rows of a file, the header apart: more is a mistaken export, and spreadsheets end at about as many.
    public static let rowsMax = 1_000_000
    /// Most columns of a file: spreadsheets end at 16,384, forms long before.
    public static let columnsMax = 1_000
    /// Most faults of one file that are told at once: who has fixed as many will run the import again anyway.
    public static let faultsMax = 100
}
