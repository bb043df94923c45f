internal import ReplicaStore
public import SyncProtocol

/// Answers where a device and the server differ.
public struct VerifyAnswer: Sendable {
    private let store: any ServedStore
    private let ancestorType: TypeNumber

    /// - Parameters:
    ///   - store: The server's.
    ///   - ancestorType: The type whose records above a device's areas are sent along: areas.
    public init(_ store: any ServedStore, ancestorType: TypeNumber) {
        self.store = store
        self.ancestorType = ancestorType
    }

    /// Compares sums.
    ///
    /// - Parameters:
    ///   - request: The device's.
    ///   - range: The protocol versions that it speaks.
    ///   - areas: The codes that it is assigned.
    /// - Returns: The reply.
    /// - Throws: ``AnswerFault``; what the store throws.
    public func reply(
        to request: VerifyRequest, range: ProtocolRange = .current, areas: [String]
    ) async throws -> VerifyReply {
        _ = try ProtocolRange.agreed(with: range)
        let scope = Scope(areas)
        for area in [request.bucketsOf, request.recordsOf?.area].compactMap(\.self) where !scope.covers(area) {
            throw AnswerFault.areaOutOfScope(area)
        }
        let schemaVersion = try store.schemaInForce.schema.version
        return try await store.reading { [ancestorType] store in
            var reply = VerifyReply(
                behind: try store.feedCount(after: request.cursor, scope: scope, ancestorType: ancestorType),
                schemaVersion: schemaVersion)
            if let area = request.bucketsOf {
                reply.buckets = try store.bucketDigests(area: area)
            } else if let (area, bucket) = request.recordsOf {
                reply.records = try store.recordDigests(area: area, bucket: bucket)
            } else {
                reply.differing = try Self.differing(request.areas, store.areaDigests(in: scope), scope: scope)
            }
            return reply
        }
    }

    /// The areas whose sums are not the same on both sides; an area without records has none.
    private static func differing(_ theirs: [AreaDigest], _ ours: [AreaDigest], scope: Scope) -> [String] {
        let theirs = Set(theirs.filter { $0.records > 0 && scope.covers($0.area) })
        let ours = Set(ours.filter { $0.records > 0 })
        return Set(theirs.symmetricDifference(ours).map(\.area)).sorted()
    }
}
