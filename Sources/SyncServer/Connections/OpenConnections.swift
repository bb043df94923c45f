/// Which connections are open, and which of them give way to others.
///
/// Who has sent a whole request with a valid token is let stay: all devices of a district may stand behind one address.
/// Whoever has not is a stranger. Strangers are few, and fewer from one network, and when a new one comes the oldest
/// gives way: silence costs nobody else a place, and whoever speaks at once is heard. Specification: section "Limits".
struct OpenConnections {
    /// Names a connection; a later one has the greater number.
    typealias ID = UInt64

    /// How many there may be.
    struct Places {
        /// Strangers, and those of one network among them.
        var strangersMax = ServerLimits.strangersMax
        var strangersOfOneNetworkMax = ServerLimits.strangersOfOneNetworkMax
        /// Those that are let stay.
        var admittedMax = ServerLimits.connectionsMax
    }

    private struct Stranger {
        var network: [UInt8]?
        /// Whether a request that is under way has a valid token: somebody who is known, on a slow line.
        var hasToken = false
    }

    let places: Places
    private var strangers: [ID: Stranger] = [:]
    /// With the turn in which each was last heard of.
    private var admitted: [ID: UInt64] = [:]
    private var turn: UInt64 = 0

    init(places: Places = Places()) { self.places = places }

    /// How many are open.
    var count: Int { strangers.count + admitted.count }

    /// Notes a new connection, or that a request has begun of which nothing is known yet.
    ///
    /// - Parameters:
    ///   - id: Its number.
    ///   - network: Where it comes from; `nil` where that says nothing, because a proxy speaks for many.
    /// - Returns: The connection that gives way. It is not counted any more.
    mutating func comes(_ id: ID, from network: [UInt8]?) -> ID? {
        admitted[id] = nil
        strangers[id] = Stranger(network: network)
        if let network {
            let neighbours = strangers.filter { $0.value.network == network }
            if neighbours.count > places.strangersOfOneNetworkMax { return giveWay(of: neighbours, to: id) }
        }
        return strangers.count > places.strangersMax ? giveWay(of: strangers, to: id) : nil
    }

    /// Notes that the request under way has a valid token: those that have shown none give way first.
    mutating func showedToken(_ id: ID) { strangers[id]?.hasToken = true }

    /// Notes a whole request with a valid token.
    ///
    /// - Returns: The connection that gives way: the one not heard of for longest.
    mutating func finishedRequest(_ id: ID) -> ID? {
        guard strangers.removeValue(forKey: id) != nil || admitted[id] != nil else { return nil }
        turn += 1
        admitted[id] = turn
        guard admitted.count > places.admittedMax else { return nil }
        let oldest = admitted.min { $0.value < $1.value }?.key
        if let oldest { admitted[oldest] = nil }
        return oldest
    }

    /// Notes that a connection is closed.
    mutating func closed(_ id: ID) {
        strangers[id] = nil
        admitted[id] = nil
    }

    private mutating func giveWay(of some: [ID: Stranger], to new: ID) -> ID? {
        let oldest = some.filter { $0.key != new }
            .min { ($0.value.hasToken ? 1 : 0, $0.key) < ($1.value.hasToken ? 1 : 0, $1.key) }?.key
        if let oldest { strangers[oldest] = nil }
        return oldest
    }
}
