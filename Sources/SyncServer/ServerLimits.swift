/// Every limit of the server, each with its reason. Those of the protocol stand in `Limits`.
enum ServerLimits {
    /// Changes in one transaction: enough that its fsync costs little a change, few enough that nobody waits long.
    static let commitChangesMax = 4_000
    /// Changes that may wait for the writer. Beyond it a device is told to come back, which costs less than memory.
    static let waitingChangesMax = 20_000
    /// Reads of the record store at a time: the number of its reading connections.
    static let readsAtOnce = 4
    /// Pieces of work that may wait for a thread before new ones are told to come back.
    static let waitingWorkMax = 1_000
    /// Body of an administrator's request, unpacked: 1,000 rows of import, or a form with its choice lists.
    static let adminBodyBytesMax = 4 * 1024 * 1024
    /// Rows in one batch of an import, so that its transaction holds up devices for a fraction of a second.
    static let importRowsMax = 1_000
    /// Faulty rows that one answer names; a person mends those first.
    static let rowFaultsMax = 100
    /// A body smaller than this gains nothing from gzip's 18 bytes of frame and the work.
    static let gzipBytesMin = 256
    /// How long a client whom the server could not serve is asked to wait, in seconds.
    static let retryAfterSeconds = 1
    /// Wrong enrolment codes in a minute after which further ones are answered with a wait: people mistype a few times.
    static let wrongCodesPerMinute = 20
    /// How long an enrolment code is valid unless the administrator says otherwise: a week, in seconds.
    static let codeValidSeconds = 7 * 24 * 3_600
    /// And at most: 30 days.
    static let codeValidSecondsMax = 30 * 24 * 3_600
    /// Versions of the schema that a new history leaves out: more than anybody publishes between a copy and its return.
    static let schemaVersionsSkipped: UInt32 = 1_000
    /// The store of users and devices within a backup: some thousand bytes a person, and SQLite holds no blob beyond 1 GB.
    static let accessBytesMax = 512 * 1024 * 1024
    /// Characters of a device's label, a user's name and a server's name.
    static let nameCharactersMax = 100
    /// Characters of a form's id and of its version: what the fields of visits and forms hold.
    static let formNameCharactersMax = 100
    /// Characters of a form's title that its record shows; the form itself keeps the whole.
    static let formTitleCharactersMax = 200
    /// Characters of a reason; it travels in a change with room for nothing else of that size.
    static let reasonCharactersMax = 2_000
    /// Open connections; each costs memory for a request body at worst.
    static let connectionsMax = 1_024
    /// After this long without a byte a connection is closed, in seconds; longer than a device's pause between requests.
    static let idleSeconds: Int64 = 60
    /// How often the times at which devices were last seen are written down, in seconds.
    static let lastSeenSeconds = 60
}
