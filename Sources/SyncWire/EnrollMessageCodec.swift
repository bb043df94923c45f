internal import FoundationEssentials
public import SyncProtocol

/// A device asks to be let in with its one-time code.
public struct EnrollRequest: Hashable, Sendable {
    /// The versions of the protocol that the device speaks.
    public let range: ProtocolRange
    /// As typed; case, spaces and hyphens do not matter.
    public let code: String
    /// The id of the device's store; the same store may use a code again.
    public let replica: ReplicaID
    /// What the person calls the device.
    public let deviceLabel: String
    /// Whose token is to be replaced; `nil` for a new device.
    public let renewal: EnrolledStore?

    /// The device and the user that a store is enrolled for.
    public struct EnrolledStore: Hashable, Sendable {
        /// As the server lists the device.
        public let device: RecordID
        /// Who works on it.
        public let login: String

        /// What the server said when it let the store in.
        public init(device: RecordID, login: String) {
            self.device = device
            self.login = login
        }
    }

    /// What a device sends with its first request, or with one for a new token.
    public init(
        range: ProtocolRange = .current, code: String, replica: ReplicaID, deviceLabel: String,
        renewal: EnrolledStore? = nil
    ) {
        self.range = range
        self.code = code
        self.replica = replica
        self.deviceLabel = deviceLabel
        self.renewal = renewal
    }
}

/// What a device needs to know once it is let in.
public struct EnrollReply: Hashable, Sendable {
    /// The secret that opens the server for this device: 64 hexadecimal digits, told once.
    public let token: String
    /// The device as the server lists it.
    public let deviceID: RecordID
    /// Short and unique on the server; it stands in every change of the device.
    public let deviceName: String
    /// Who works on the device, by login, name and role.
    public let login, userName, role: String
    /// Beginnings of the codes of the areas that the user works in.
    public let areas: [String]
    /// What people call the server.
    public let serverName: String
    /// 16 bytes; another epoch means that the server lost what it had told.
    public let epoch: [UInt8]
    /// The version of `schema`.
    public let schemaVersion: UInt32
    /// The schema document.
    public let schema: [UInt8]

    /// What a server answers to a right code.
    public init(
        token: String, deviceID: RecordID, deviceName: String, login: String, userName: String, role: String,
        areas: [String], serverName: String, epoch: [UInt8], schemaVersion: UInt32, schema: [UInt8]
    ) {
        self.token = token
        self.deviceID = deviceID
        self.deviceName = deviceName
        self.login = login
        self.userName = userName
        self.role = role
        self.areas = areas
        self.serverName = serverName
        self.epoch = epoch
        self.schemaVersion = schemaVersion
        self.schema = schema
    }
}

/// A refusal, as the body of every reply that is not a success.
public struct Problem: Error, Hashable, Sendable {
    /// Stable; listed in the specification.
    public let code: String
    /// English, for logs.
    public let text: String
    /// What the server speaks, when that was the reason.
    public let range: ProtocolRange?

    /// A refusal by its code.
    public init(code: String, text: String, range: ProtocolRange? = nil) {
        self.code = code
        self.text = text
        self.range = range
    }
}

/// The messages of enrolment, and refusals, as bytes.
public enum EnrollMessageCodec {
    /// The protobuf message `EnrollRequest`.
    public static func encode(_ request: EnrollRequest) throws(MessageFault) -> [UInt8] {
        var wire = WireEnrollRequest()
        wire.protocol = WireProtocolRange(request.range)
        wire.code = request.code
        wire.replica = .init(request.replica.bytes)
        wire.deviceLabel = request.deviceLabel
        if let renewal = request.renewal {
            wire.renewsDevice = .init(renewal.device.bytes)
            wire.renewsLogin = renewal.login
        }
        return try SyncMessageCodec.serialized(wire)
    }

    /// - Throws: ``MessageFault`` for bytes that are no such message.
    public static func decodeRequest(_ bytes: [UInt8]) throws(MessageFault) -> EnrollRequest {
        let wire = try SyncMessageCodec.parsed(WireEnrollRequest.self, bytes)
        guard let replica = ReplicaID(bytes: wire.replica) else { throw MessageFault(text: "replica is not 16 bytes") }
        var renewal: EnrollRequest.EnrolledStore?
        if !wire.renewsDevice.isEmpty {
            guard let device = RecordID(bytes: wire.renewsDevice) else {
                throw MessageFault(text: "the device to be renewed is not 16 bytes")
            }
            renewal = EnrollRequest.EnrolledStore(device: device, login: wire.renewsLogin)
        }
        return EnrollRequest(
            range: wire.protocol.range, code: wire.code, replica: replica, deviceLabel: wire.deviceLabel,
            renewal: renewal)
    }

    /// The protobuf message `EnrollReply`.
    public static func encode(_ reply: EnrollReply) throws(MessageFault) -> [UInt8] {
        var wire = WireEnrollReply()
        wire.token = reply.token
        wire.deviceID = .init(reply.deviceID.bytes)
        wire.deviceName = reply.deviceName
        wire.login = reply.login
        wire.userName = reply.userName
        wire.role = reply.role
        wire.areas = reply.areas
        wire.serverName = reply.serverName
        wire.epoch = .init(reply.epoch)
        wire.schemaVersion = reply.schemaVersion
        wire.schema = .init(reply.schema)
        return try SyncMessageCodec.serialized(wire)
    }

    /// - Throws: ``MessageFault`` for bytes that are no such message, or one without a device or a token that can be sent.
    public static func decodeReply(_ bytes: [UInt8]) throws(MessageFault) -> EnrollReply {
        let wire = try SyncMessageCodec.parsed(WireEnrollReply.self, bytes)
        guard let deviceID = RecordID(bytes: wire.deviceID) else {
            throw MessageFault(text: "the enrolment reply lacks a device")
        }
        // Kept, a token that no header can hold would make a store that can never ask again.
        guard (1...Limits.tokenBytesMax).contains(wire.token.utf8.count),
            wire.token.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw MessageFault(text: "the enrolment reply holds no token that can be sent") }
        return EnrollReply(
            token: wire.token, deviceID: deviceID, deviceName: wire.deviceName, login: wire.login,
            userName: wire.userName, role: wire.role, areas: wire.areas, serverName: wire.serverName,
            epoch: [UInt8](wire.epoch), schemaVersion: wire.schemaVersion, schema: [UInt8](wire.schema))
    }

    /// The protobuf message `Problem`.
    public static func encode(_ problem: Problem) throws(MessageFault) -> [UInt8] {
        var wire = WireProblem()
        wire.code = problem.code
        wire.text = problem.text
        if let range = problem.range { wire.protocol = WireProtocolRange(range) }
        return try SyncMessageCodec.serialized(wire)
    }

    /// - Throws: ``MessageFault`` for bytes that are no such message, or one without a code.
    public static func decodeProblem(_ bytes: [UInt8]) throws(MessageFault) -> Problem {
        let wire = try SyncMessageCodec.parsed(WireProblem.self, bytes)
        guard !wire.code.isEmpty else { throw MessageFault(text: "a refusal without a code") }
        return Problem(code: wire.code, text: wire.text, range: wire.hasProtocol ? wire.protocol.range : nil)
    }
}
