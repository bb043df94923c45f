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
    /// Addresses of an import that are kept for its next batch, so that they stay below some 100 MB.
    static let importedAddressesMax = 300_000
    /// A file with a certificate chain or a key, in bytes: a chain of ten certificates has some 20 KiB.
    static let certificateBytesMax = 1 << 20
    /// Faulty rows that one answer names; a person mends those first.
    static let rowFaultsMax = 100
    /// A body smaller than this gains nothing from gzip's 18 bytes of frame and the work.
    static let gzipBytesMin = 256
    /// How long a client whom the server could not serve is asked to wait, in seconds.
    static let retryAfterSeconds = 1
    /// Wrong enrolment codes in a minute after which further ones are answered with a wait: people mistype a few times.
    static let wrongCodesPerMinute = 20
    /// The minute, in milliseconds.
    static let wrongCodesMilliseconds: Int64 = 60_000
    /// How long an enrolment code is valid unless the administrator says otherwise: a week, in seconds.
    static let codeValidSeconds = 7 * 24 * 3_600
    /// And at most: 30 days.
    static let codeValidSecondsMax = 30 * 24 * 3_600
    /// How long a code that was used is answered again for the same store, in seconds, while its token was not used: an hour,
    /// because a reply is lost on a bad network, and who stands there tries again within minutes.
    static let codeRepeatSeconds: Int64 = 3_600
    /// How long a token of administration is valid unless its maker says less: a year, in days, so that a forgotten one
    /// does not open the server for ever.
    static let tokenValidDays = 365
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
    /// Bytes of a body that are taken before anything is known of its sender; a whole request to enrol has some 500.
    static let strangerBodyBytesMax = 4 * 1_024
    /// Bytes of a request's head, and its fields. Ours have 400 bytes, and what proxies add is as much again.
    static let headBytesMax = 16 * 1_024
    static let headFieldsMax = 100
    /// Open connections that have sent a whole request with a valid token: 16,000 devices of one street at a time. An
    /// idle one takes some 30 KB. Beyond it the one not heard of for longest is closed, and comes again when it must.
    static let connectionsMax = 16_000
    /// Connections of which nothing is known, and those of one network among them. An honest one is a stranger for a
    /// second or two; a street's devices behind one address need more than a few at a time.
    static let strangersMax = 256
    static let strangersOfOneNetworkMax = 128
    /// Files the server has open beside its connections, and connections that are just being closed.
    static let descriptorsReserved = 512
    /// Connections that the system keeps until they are taken: as many as may be strangers, four times.
    static let backlog = 1_024
    /// How long a new connection may go without the whole head of a request, in seconds: TLS over a bad line needs ten.
    static let firstRequestSeconds: Int64 = 15
    /// The least speed of a body, and the seconds over which it is measured. A telephone in a stairwell is ten times
    /// as fast on its worst days, and pauses for some seconds.
    static let bytesPerSecondMin = 100
    static let paceSeconds: Int64 = 30
    /// How long an answer may lie here without a byte of it being taken, in seconds: it may take that long until a slow
    /// line has emptied what the system holds.
    static let sendingStallSeconds: Int64 = 120
    /// After this long without a request a connection is closed, in seconds: longer than a device's pause between them.
    static let idleSeconds: Int64 = 60
    /// And one on which a request with a valid token came: there is room for them, and TLS is costly to begin anew.
    static let knownIdleSeconds: Int64 = 300
    /// How long the other side has to take a last answer before the connection is closed altogether, in seconds.
    static let lingerSeconds: Int64 = 5
    /// How often a connection is looked at, in seconds: what the limits of time above may be late by.
    static let watchSeconds: Int64 = 5
    /// How long what has begun may go on once the server is asked to stop, in seconds, and when it ends even though
    /// something of it does not: systemd and people give up after 30 and more.
    static let drainSeconds: Int64 = 10
    static let stopSeconds: Int64 = 18
    /// How often the times at which devices were last seen are written down, in seconds.
    static let lastSeenSeconds = 60
}
