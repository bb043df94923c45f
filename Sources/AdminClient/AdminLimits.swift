/// Every limit of the administrator's client, with its reason.
public enum AdminLimits {
    /// Rows in one batch of an import: what the server takes in one transaction.
    public static let batchRowsMax = 1_000
    /// Text of one batch, in bytes, so that its JSON stays well below the 4 MiB that the server takes.
    public static let batchBytesMax = 1 << 20
    /// A file with a standard, a form or record types, in bytes: what the server takes in one body.
    static let documentBytesMax = 4 << 20
    /// Seconds for turning a spreadsheet into an XForm; a thousand rows take two on a slow machine.
    static let conversionSecondsMax = 60
    /// Memory for it, in bytes: Python and pyxform take under 200 MiB for a form of thousands of rows. It is the address
    /// space that is limited, which is what a system can limit.
    static let conversionMemoryBytesMax = 1 << 30
    /// What the parts of a spreadsheet may come to when they are unpacked, in bytes. A list of 60,000 places takes ten
    /// million; a file of 4 MiB can hold thousands of millions.
    static let spreadsheetBytesMax = 64 << 20
    /// What is kept of the words of the program that does so, in bytes.
    static let conversionOutputBytesMax = 64 << 10
    /// Seconds for connecting. A person hears within five that the server cannot be reached.
    static let connectSeconds = 4
    /// Seconds without a byte, for a server that is busy with other batches.
    static let stallSeconds = 30
    /// Body of a reply: all divisions of the country down to the communities, with room to spare.
    static let replyBytesMax = 256 << 20
    /// Attempts at one batch before the person is asked to come back.
    static let attemptsMax = 8
    /// Longest wait between two attempts, in seconds. A server that asks for more is told of at once.
    static let waitSecondsMax: Double = 30
    /// Hours for which a code can be ordered: what the server takes, 30 days.
    public static let codeHoursMax = 720
    /// Days for which a token can be ordered: what the server takes, a year.
    public static let tokenDaysMax = 365
    /// A token as it is typed, in bytes; what is longer is none.
    public static let secretBytesMax = 4_096
    /// The file that keeps a sign-in, in bytes; it holds three short texts.
    static let signInBytesMax = 64 << 10
    /// Characters of a server's own words that are passed on.
    static let detailCharactersMax = 400
}
