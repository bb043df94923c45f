internal import CommunityModel
internal import FoundationEssentials
internal import ReplicaStore
internal import SyncEngine
internal import SyncProtocol
internal import SyncWire
public import Values

/// Lets this device in at a server with a one-time code, and makes its store.
///
/// The store is made first, marked as pending, so that a reply that is lost costs nothing: the same code with the same
/// replica id is answered again. What the server clearly refuses leaves no store behind.
public struct Enrollment: Sendable {
    /// Path of the store's file; the folder is made where it is missing.
    public let path: String
    /// The server that makes the code.
    public let server: ServerAddress
    /// The one-time code, as a person types it.
    public let code: String
    /// What the person calls the device.
    public let label: String
    /// Certificates to trust in place of the system's.
    public let caFile: String?
    private let environment: HostEnvironment

    /// An enrolment that ``run()`` carries out.
    public init(
        path: String, server: ServerAddress, code: String, label: String, caFile: String?,
        environment: HostEnvironment
    ) {
        self.path = path
        self.server = server
        self.code = code
        self.label = label
        self.caFile = caFile
        self.environment = environment
    }

    /// Asks the server, and keeps what it says of device and person.
    ///
    /// - Returns: The store, enrolled.
    /// - Throws: ``StoreError``, ``UpstreamFault``, ``Failure`` `store_enrolled`.
    public func run() async throws -> FieldStore {
        let (replica, isOurs) = try pendingStore()
        do {
            let reply = try await ask(replica: try replica.replicaID())
            try replica.enroll(settings(of: reply), upstreamEpoch: reply.epoch, schema: reply.schema)
        } catch var fault as UpstreamFault {
            try replica.close()
            // After a reply that may have been lost the code belongs to this replica id, which only the store knows.
            if isOurs, !fault.mayHaveActed { removeStore() }
            fault.admission = .enrolment
            throw fault
        }
        try replica.close()
        return try FieldStore.open(path: path, environment: environment)
    }

    private func pendingStore() throws -> (store: ReplicaStore, isNew: Bool) {
        if FileManager.default.fileExists(atPath: path) {
            let store = try ReplicaStore.open(
                path: path, role: .device, environment: environment, searchText: AddressSearch.text(of:_:))
            guard try store.reading(EnrollmentState.of) == .pending else { throw enrolledAlready(store) }
            return (store, false)
        }
        let folder = URL(filePath: path).deletingLastPathComponent()
        do {
            // Stores hold personal data: a folder made for one is its owner's alone.
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw StoreError.unwritable(path: folder.path) }
        let store = try ReplicaStore.create(
            path: path, role: .device, schema: BuiltInSchema.document, environment: environment,
            searchText: AddressSearch.text(of:_:))
        try store.set([.enrollment: EnrollmentState.pendingMark])
        return (store, true)
    }

    private func ask(replica: ReplicaID) async throws -> EnrollReply {
        try await EnrollRequest(code: code, replica: replica, deviceLabel: label)
            .ask(server, caFile: caFile, environment: environment)
    }

    private func settings(of reply: EnrollReply) -> [Setting: String] {
        // A relative path would mean another file in another folder.
        let caFile = caFile.map { URL(filePath: $0).standardizedFileURL.path }
        var settings = reply.settings
        settings[.serverURL] = server.text
        settings[.enrollment] = "done"
        settings[.caFile] = caFile
        return settings
    }

    private func removeStore() {
        for suffix in ["", "-journal", ".identity"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }

    private func enrolledAlready(_ store: ReplicaStore) -> Failure {
        let login = (try? store.text(.login)) ?? ""
        let server = (try? store.text(.serverURL)) ?? ""
        return Failure(fault: "store_enrolled", ["path": "\(path)", "login": "\(login)", "server": "\(server)"])
    }
}

extension EnrollRequest {
    /// Asks a server to be let in.
    ///
    /// - Throws: ``UpstreamFault``.
    func ask(_ server: ServerAddress, caFile: String?, environment: HostEnvironment) async throws -> EnrollReply {
        let upstream = CurlUpstream(address: server.text, token: nil, caFile: caFile, environment: environment)
        defer { upstream.close() }
        return try await upstream.enroll(
            self,
            patience: RequestPatience(
                connectSeconds: FieldLimits.connectSeconds, stallSeconds: FieldLimits.stallSeconds))
    }
}

extension EnrollReply {
    /// What a store keeps of it.
    var settings: [Setting: String] {
        [
            .serverName: serverName, .token: token, .deviceID: deviceID.description, .device: deviceName, .login: login,
            .userName: userName, .role: role, .areas: areas.joined(separator: "\n"),
        ]
    }
}
