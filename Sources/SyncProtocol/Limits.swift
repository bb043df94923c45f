/// Every limit of the protocol, each with its reason. Specification: section "Limits".
public enum Limits {
    /// A change, in bytes. A form of 500 answers is a tenth of it; a photograph is a blob and not part of a change.
    public static let changeBytesMax = 256 * 1024
    /// Operations in one change, so that one change cannot hold up a writer for long.
    public static let changeOperationsMax = 4_096
    /// Records one change may touch.
    public static let changeRecordsMax = 256
    /// The last number that a replica gives to a change: it fits a signed 64-bit column with room.
    public static let sequenceMax: UInt64 = 1 << 62 - 1
    /// Records above a record that are asked where it lies, the nearest first: forms have two or three, and what lies under
    /// what lies under another without end must cost each change little.
    public static let recordsAboveMax = 64
    /// Areas that a record lies in at a time, and live values of the field that places one where changes are pushed; a dispute
    /// has two or three, and each is written down for each record below.
    public static let recordAreasMax = 16
    /// Records, and bytes of them, after which a piece of what follows from a move ends: some tens of milliseconds of a
    /// server's writer, which devices wait for.
    public static let pieceRecordsMax = 512, pieceBytesMax = 1024 * 1024
    /// The same for what goes with the change itself: what lies under a household needs no transaction more.
    public static let pieceAtEndRecordsMax = 64, pieceAtEndBytesMax = 64 * 1024
    /// Rows of the feed that are read of an area at a time, and of all areas together as the reading of a page begins.
    public static let feedRowsAtOnceMax = 64, feedRowsAtBeginningMax = 8_000
    /// Rows of the feed that are counted for who is behind. Beyond it nobody counts, and all are asked to sync first.
    public static let behindRowsMax = 100_000
    /// A text value, in bytes of UTF-8.
    public static let textBytesMax = 64 * 1024
    /// Characters up to which a text field holds one line, such as an address or a title; longer ones are prose.
    public static let lineCharactersMax = 200
    /// Changes in one pushed batch: little is lost when a request is cut off.
    public static let batchChangesMax = 500
    /// Bytes of changes in one pushed batch, before compression.
    public static let batchBytesMax = 1024 * 1024
    /// Bytes of changes in one page of a pull, before compression. One page is one transaction of the receiver.
    public static let pageBytesMax = 2 * 1024 * 1024
    /// Entries in one page of a pull.
    public static let pageEntriesMax = 8_000
    /// Replies in a row that bring nothing and do not come nearer the end of the feed, after which a session stops. A feed
    /// that grows meanwhile, and holds nothing for this device, does so seldom twice running.
    public static let idleRepliesMax = 10
    /// Replica ids that a device takes in one session: a third means that the other side is at fault.
    public static let replicasOfSessionMax = 2
    /// A token that a device takes, in bytes: more than any server's; this one's have 64.
    public static let tokenBytesMax = 512
    /// An unpacked request body: a full batch, and room for the header beside it.
    public static let requestBytesMax = batchBytesMax + changeBytesMax + 64 * 1024
    /// An unpacked reply body: a full page, a schema, and room.
    public static let replyBytesMax = pageBytesMax + changeBytesMax + 4 * 1024 * 1024
    /// What pushed changes may make of one record, in bytes of its live writes (``RecordState/weight``): each change to the
    /// record reads and writes them all. A published form of the greatest size has two fifths of it.
    public static let recordWeightMax = 4 * 1024 * 1024
    /// What the changes of one request may have the writer read of what is stored, in bytes. A full batch over visits of a
    /// thousand answers each takes two thirds of it.
    public static let requestWorkBytesMax = 32 * 1024 * 1024
    /// Bytes of an area's code; one that is longer is none. Each row of the feed holds it.
    public static let areaCodeBytesMax = 64
    /// How far a clock may differ before its stamps are not trusted, in microseconds: ten minutes.
    public static let clockSkewMicroseconds: Int64 = 10 * 60 * 1_000_000
    /// Latest wall clock that is taken seriously: the year 2200. Later stamps would leave no room above them.
    public static let clockMicrosecondsMax: UInt64 = 7_258_118_400_000_000
}
