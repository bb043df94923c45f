public import ReplicaStore
public import SyncProtocol
public import Values

/// The records of a store, as somebody works on them: on a device within the areas of a person, in the office all.
public struct HeldRecords: Sendable {
    /// The store, and the schema in force in it.
    public let replica: ReplicaStore, schema: Schema
    /// Codes of the areas that one may work in; each covers all codes that begin with it. Empty for all.
    public let areas: [String]
    /// Where the records are, for people: `本机`, `this device`.
    let place: Localized

    /// - Parameters:
    ///   - replica: The store.
    ///   - schema: The schema in force.
    ///   - areas: See the property.
    public init(_ replica: ReplicaStore, schema: Schema, areas: [String] = []) {
        self.replica = replica
        self.schema = schema
        self.areas = areas
        place =
            replica.role == .device
            ? Localized(zh: "本机", en: "this device") : Localized(zh: "服务器上", en: "the server")
    }

    /// Whether an area is one of those that one may work in.
    public func covers(_ area: String) -> Bool { areas.isEmpty || areas.contains { area.hasPrefix($0) } }
}

/// Why a record cannot lie in an area.
public enum AreaFault: Error, Hashable, Sendable {
    case unknown(String)
    /// The area, and those that are assigned.
    case notAssigned(String, among: [String])

    /// What speaks against an area; `nil` when nothing does.
    ///
    /// - Parameters:
    ///   - code: The area's.
    ///   - records: Says in which areas one may work.
    ///   - isKnown: Whether there is a record of the area.
    public init?(_ code: String, _ records: HeldRecords, isKnown: Bool) {
        guard isKnown else {
            self = .unknown(code)
            return
        }
        if records.covers(code) { return nil }
        self = .notAssigned(code, among: records.areas)
    }

    /// Stable: `area_unknown`, `area_not_assigned`.
    public var code: String {
        switch self {
        case .unknown: "area_unknown"
        case .notAssigned: "area_not_assigned"
        }
    }

    /// The sentence for people.
    public var text: Localized {
        Localized(fault: self.code == "area_unknown" ? "area_missing" : self.code, bilingual: words)
    }

    /// What stands in the places of the sentence.
    public var words: [String: Localized] {
        switch self {
        case .unknown(let code): ["code": Localized(code)]
        case .notAssigned(let code, let areas):
            ["code": Localized(code), "areas": areas.map { Localized($0) }.joined(zh: "、", en: ", ")]
        }
    }
}
