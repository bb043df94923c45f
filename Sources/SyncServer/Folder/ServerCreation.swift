internal import CommunityModel
internal import Crypto
internal import FoundationEssentials
internal import ReplicaStore
public import Values

/// What a new server hands to the person who made it.
public struct ServerCreation: Encodable, Hashable, Sendable {
    /// The first administrator's token. It is shown once; the server keeps its hash.
    public let adminToken: String
    /// The server's public key (Ed25519), base64.
    public let serverKey: String

    /// Makes a server in a folder: stores with the standards that ship, key and first administrator.
    ///
    /// - Throws: ``ServerError`` and `StoreError`.
    public static func make(
        in folder: ServerFolder, name: String, environment: HostEnvironment
    ) throws -> ServerCreation {
        guard let name = DisplayName.read(name) else { throw ServerError.badName(text: name) }
        return try folder.furnish { staging in try fill(staging, name: name, environment: environment) }
    }

    private static func fill(
        _ staging: ServerFolder, name: String, environment: HostEnvironment
    ) throws -> ServerCreation {
        let records = try ReplicaStore.create(
            path: staging.records, role: .server, schema: BuiltInSchema.document, environment: environment,
            searchText: AddressSearch.text)
        let report = try BuiltInUpdate(records: records).run()
        if let failed = report.failed.first {
            throw StoreError.damaged(record: "built-in content", detail: failed)
        }
        try records.close()
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: environment.random.bytes(32))
        let token = Secret.token(environment.random)
        let access = try AccessStore.create(path: staging.access)
        try access.found(
            name: name, privateKey: [UInt8](key.rawRepresentation), adminTokenHash: Secret.hash(token),
            now: environment.wallMilliseconds())
        try access.close()
        return ServerCreation(adminToken: token, serverKey: key.publicKey.rawRepresentation.base64EncodedString())
    }
}
