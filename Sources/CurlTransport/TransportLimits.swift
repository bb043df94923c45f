/// Every limit of the transport, with its reason.
public enum TransportLimits {
    /// Bodies below this stay as they are: the gzip frame alone costs 18 bytes and a packet holds about 1,400.
    public static let compressBodyBytesMin = 256

    /// Most response bytes accepted unless the request says otherwise. A page of the feed is 1 MiB; a schema with its
    /// standards and forms is a few MiB.
    public static let responseBytesMaxDefault = 16 << 20

    /// Most bytes of response headers, over all header blocks of a response. Servers send a few hundred.
    static let responseHeaderBytesMax = 64 << 10

    /// Most transfers under way at once. A client runs one session and a few uploads; more is a fault of ours.
    static let transfersMax = 64

    /// How often a message is sent whose body, or the reply to it, was damaged on the way. Chance does not strike a third
    /// time; what alters everything alters the tenth as well.
    static let damagedTriesMax = 3

    /// Connections kept open for reuse. A client talks to one server, seldom two.
    static let idleConnectionsMax = 8

    /// Seconds by which libcurl's own stall check is later than ours. It averages over five seconds and refreshes the
    /// average once a second (libcurl 7.88, progress.c), so on time it would end a transfer that has just begun to
    /// trickle.
    static let lowSpeedGraceSeconds = 5

    /// Longest wait of the transport's thread, in milliseconds, when nothing is due. It is woken for commands.
    static let pollMillisecondsMax = 60_000

    /// Longest detail text, in characters, that an error carries from libcurl.
    static let detailCharactersMax = 200

    /// Longest wait, in seconds, that a server may ask for with Retry-After. Beyond it we try once an hour.
    public static let retryAfterSecondsMax: Double = 3_600
}
