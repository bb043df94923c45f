internal import AdminProtocol
internal import CommunityModel
internal import Hummingbird
internal import ReplicaStore
internal import SyncProtocol
internal import SyncWire

/// `POST /v1/verify`: tells where a device and the server differ.
struct VerifyEndpoint: Sendable {
    let stores: ServerStores

    func answer(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let device = try await DeviceAuthentication(stores: stores).device(of: request, note: context.note)
        let body = try await request.wholeBody(limit: Limits.requestBytesMax)
        let (range, message) = try VerifyMessageCodec.decodeRequest(body)
        _ = try ProtocolAgreement.version(for: range)
        let scope = device.user.scope
        for area in [message.bucketsOf, message.recordsOf?.area].compactMap(\.self) where !scope.covers(area) {
            throw Refusal(.forbidden, "area_out_of_scope", "area \(area) is not assigned to \(device.user.login)")
        }
        let schemaVersion = stores.schema.version
        let reply = try await stores.reading { store in
            var reply = VerifyReply(
                behind: try store.feedCount(
                    after: message.cursor, scope: scope, ancestorType: RecordTypes.area),
                schemaVersion: schemaVersion)
            if let area = message.bucketsOf {
                reply.buckets = try store.bucketDigests(area: area)
            } else if let (area, bucket) = message.recordsOf {
                reply.records = try store.recordDigests(area: area, bucket: bucket)
            } else {
                reply.differing = try Self.differing(message.areas, store.areaDigests(in: scope), scope: scope)
            }
            return reply
        }
        context.note["differing"] = String(reply.differing.count)
        return .message(try VerifyMessageCodec.encode(reply), to: request)
    }

    /// The areas whose sums are not the same on both sides; an area without records has none.
    private static func differing(_ theirs: [AreaDigest], _ ours: [AreaDigest], scope: Scope) -> [String] {
        let theirs = Set(theirs.filter { $0.records > 0 && scope.covers($0.area) })
        let ours = Set(ours.filter { $0.records > 0 })
        return Set(theirs.symmetricDifference(ours).map(\.area)).sorted()
    }
}
