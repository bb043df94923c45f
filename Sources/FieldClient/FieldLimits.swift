/// Every limit of a device's own, with its reason. Those of the protocol stand in `Limits`, those of transfers in
/// `TransportLimits`.
enum FieldLimits {
    /// Seconds for a connection when a device asks to be let in: `init` says within five that the server is not there.
    static let connectSeconds = 4
    /// Seconds without a byte after which it gives that up.
    static let stallSeconds = 30
    /// Stores whose paths a machine remembers. Whoever uses more loses the oldest: a path is remembered again when its store
    /// is opened.
    static let knownStoresMax = 200
    /// The file with these paths, in bytes. Paths have at most 4,096 (PATH_MAX).
    static let knownStoresBytesMax = knownStoresMax * 4_097
    /// Answers of one visit, and values of one save of an inspection: a change takes `Limits.changeOperationsMax` operations,
    /// and some are the record's own.
    static let answersMax = 4_000
    /// Characters of the name of an answer.
    static let answerNameCharactersMax = 200
    /// Entries of a repeat that an answer can name. No form has more; a number beyond would only fill memory.
    static let repeatEntriesMax = 10_000
    /// Walks through inspections whose places are remembered; those looked at longest ago are forgotten first.
    static let walkPlacesMax = 100
}
