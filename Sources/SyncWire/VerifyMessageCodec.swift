internal import FoundationEssentials
public import SyncProtocol

/// The messages of a verify session as bytes.
public enum VerifyMessageCodec {
    /// The protobuf message `VerifyRequest`.
    public static func encode(_ request: VerifyRequest) throws(MessageFault) -> [UInt8] {
        var wire = WireVerifyRequest()
        wire.protocol = WireProtocolRange(.current)
        wire.cursor = .init(request.cursor)
        wire.areas = request.areas.map(WireAreaDigest.init)
        wire.bucketsOf = request.bucketsOf.map { [$0] } ?? []
        if let (area, bucket) = request.recordsOf {
            var reference = WireBucketReference()
            reference.area = area
            reference.bucket = UInt32(bucket)
            wire.recordsOf = [reference]
        }
        return try SyncMessageCodec.serialized(wire)
    }

    /// - Throws: ``MessageFault`` for bytes that are no such message.
    public static func decodeRequest(
        _ bytes: [UInt8]
    ) throws(MessageFault) -> (range: ProtocolRange, request: VerifyRequest) {
        let wire = try SyncMessageCodec.parsed(WireVerifyRequest.self, bytes)
        var request = VerifyRequest(cursor: [UInt8](wire.cursor))
        for area in wire.areas { request.areas.append(try area.digest()) }
        request.bucketsOf = wire.bucketsOf.first
        if let reference = wire.recordsOf.first {
            request.recordsOf = (reference.area, UInt8(truncatingIfNeeded: reference.bucket))
        }
        return (wire.protocol.range, request)
    }

    /// The protobuf message `VerifyReply`.
    public static func encode(_ reply: VerifyReply) throws(MessageFault) -> [UInt8] {
        var wire = WireVerifyReply()
        wire.equal = reply.differing.isEmpty
        wire.behind = reply.behind
        wire.schemaVersion = reply.schemaVersion
        wire.differing = reply.differing
        wire.buckets = reply.buckets.map { bucket in
            var row = WireBucketDigest()
            row.bucket = UInt32(bucket.bucket)
            row.changeSum = .init(bucket.changeSum.bytes)
            row.stateSum = .init(bucket.stateSum.bytes)
            return row
        }
        wire.records = reply.records.map { record in
            var row = WireRecordDigest()
            row.id = .init(record.key.id.bytes)
            row.type = record.key.type.rawValue
            row.changeSum = .init(record.changeSum.bytes)
            row.state = .init(record.state.bytes)
            return row
        }
        return try SyncMessageCodec.serialized(wire)
    }

    /// - Throws: ``MessageFault`` for bytes that are no such message, or ids of a wrong length.
    public static func decodeReply(_ bytes: [UInt8]) throws(MessageFault) -> VerifyReply {
        let wire = try SyncMessageCodec.parsed(WireVerifyReply.self, bytes)
        var reply = VerifyReply(behind: wire.behind, schemaVersion: wire.schemaVersion, differing: wire.differing)
        for row in wire.buckets {
            guard let changes = RunningSum(bytes: row.changeSum), let states = RunningSum(bytes: row.stateSum),
                let bucket = UInt8(exactly: row.bucket)
            else { throw MessageFault(text: "damaged bucket digest") }
            reply.buckets.append(BucketDigest(bucket: bucket, changeSum: changes, stateSum: states))
        }
        for row in wire.records {
            guard let id = RecordID(bytes: row.id), let changes = RunningSum(bytes: row.changeSum),
                let state = Digest(bytes: row.state)
            else { throw MessageFault(text: "damaged record digest") }
            let key = RecordKey(id: id, type: TypeNumber(rawValue: row.type))
            reply.records.append(RecordDigest(key: key, changeSum: changes, state: state))
        }
        return reply
    }
}

extension WireAreaDigest {
    fileprivate init(_ digest: AreaDigest) {
        self.init()
        area = digest.area
        changes = digest.changes
        changeSum = .init(digest.changeSum.bytes)
        records = digest.records
        stateSum = .init(digest.stateSum.bytes)
    }

    fileprivate func digest() throws(MessageFault) -> AreaDigest {
        guard let changeSum = RunningSum(bytes: changeSum), let stateSum = RunningSum(bytes: stateSum) else {
            throw MessageFault(text: "damaged area digest")
        }
        return AreaDigest(
            area: area, changes: changes, changeSum: changeSum, records: records, stateSum: stateSum)
    }
}
