internal import CommunityModel
internal import Crypto
internal import FoundationEssentials
internal import Glibc
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
    /// Everything is put together in a folder inside and moved into place at the end, so that a failure or a power loss
    /// on the way leaves nothing that looks like a server.
    /// - Throws: ``ServerError`` and `StoreError`.
    public static func make(
        in folder: ServerFolder, name: String, environment: HostEnvironment
    ) throws -> ServerCreation {
        guard let name = DisplayName.read(name) else { throw ServerError.badName(text: name) }
        if folder.holdsServer { throw ServerError.serverExists(folder: folder.path) }
        let isNew = try folder.make()
        do {
            let lock = try FolderLock(folder)
            defer { withExtendedLifetime(lock) {} }
            try folder.clear()
            return try fill(folder, name: name, environment: environment)
        } catch {
            try? FileManager.default.removeItem(atPath: folder.staging)
            if isNew { try? FileManager.default.removeItem(atPath: folder.path) }
            throw error
        }
    }

    private static func fill(
        _ folder: ServerFolder, name: String, environment: HostEnvironment
    ) throws -> ServerCreation {
        let staging = ServerFolder(path: folder.staging)
        _ = try staging.make()
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
        try move(staging.access, to: folder.access, of: folder)
        try move(staging.records, to: folder.records, of: folder)
        try? FileManager.default.removeItem(atPath: staging.path)
        return ServerCreation(adminToken: token, serverKey: key.publicKey.rawRepresentation.base64EncodedString())
    }

    private static func move(_ from: String, to: String, of folder: ServerFolder) throws(ServerError) {
        guard rename(from, to) == 0 else {
            let detail = ServerFolder.reason
            unlink(folder.access)
            throw .folderUnusable(folder: folder.path, detail: detail)
        }
    }
}
