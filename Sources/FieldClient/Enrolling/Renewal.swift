internal import CommunityModel
internal import FoundationEssentials
internal import ReplicaStore
internal import SyncEngine
internal import SyncProtocol
internal import SyncWire
public import Values

/// Gives a store that is enrolled a new token with a one-time code: for a device that was shut out, and for one whose token
/// somebody else may have. It stays the device that it was, and what was not handed in goes with the next sync.
///
/// The store takes a new replica id first, so that whoever holds a copy of it with the old token cannot write on in its
/// place. Which code it asks with is kept beside, so that a reply that is lost costs nothing: the same code is answered
/// again for the same replica id.
public struct Renewal: Sendable {
    /// Path of the store's file.
    public let path: String
    /// Where the server is now; `nil` for where it was.
    public let server: ServerAddress?
    /// The one-time code, as a person types it.
    public let code: String
    /// Certificates to trust; `nil` for those that were named at enrolment.
    public let caFile: String?
    private let environment: HostEnvironment

    /// A renewal that ``run()`` carries out.
    public init(
        path: String, server: ServerAddress?, code: String, caFile: String?, environment: HostEnvironment
    ) {
        self.path = path
        self.server = server
        self.code = code
        self.caFile = caFile
        self.environment = environment
    }

    /// Asks the server, and keeps what it says of device and person in place of what was said before.
    ///
    /// - Returns: The store, with its new token. Where this throws, it goes on with the one before.
    /// - Throws: ``StoreError``, ``UpstreamFault``; ``Failure`` `store_enrolled` for the code of somebody else,
    ///   `enrollment_pending`, `server_url_invalid`.
    public func run() async throws -> FieldStore {
        // Opened as a device's, which it must be.
        let store = try FieldStore.open(path: path, environment: environment)
        try await renew(store.replica) { request, address, authority in
            try await request.ask(address, caFile: authority, environment: environment)
        }
        try store.replica.close()
        return try FieldStore.open(path: path, environment: environment)
    }

    /// - Parameters:
    ///   - replica: The store, which stays open.
    ///   - ask: Asks the server at an address, which is to be trusted by certificates.
    /// - Throws: As ``run()``.
    func renew(
        _ replica: ReplicaStore,
        asking ask: (EnrollRequest, ServerAddress, _ caFile: String?) async throws -> EnrollReply
    ) async throws {
        let address = try server ?? ServerAddress(try replica.text(.serverURL) ?? "")
        let login = try replica.text(.login) ?? ""
        guard let device = RecordID(try replica.text(.deviceID) ?? "") else {
            throw StoreError.damaged(record: "setting deviceID", detail: "it is no id")
        }
        let mark = code.uppercased().filter { $0.isLetter || $0.isNumber }
        if try replica.text(.renewal) != mark {
            try replica.rotateReplica()
            try replica.set([.renewal: mark])
        }
        let request = EnrollRequest(
            code: code, replica: try replica.replicaID(), deviceLabel: "", renewal: .init(device: device, login: login))
        let authority = try caFile.map { URL(filePath: $0).standardizedFileURL.path } ?? replica.text(.caFile)
        do {
            let reply = try await ask(request, address, authority)
            // A server of the version before does not look whose store it is.
            guard reply.login == login else { throw Failure(fault: "store_of_other_user") }
            var settings: [Setting: String?] = reply.settings.mapValues { $0 }
            settings[.serverURL] = address.text
            settings[.caFile] = authority
            settings[.renewal] = .some(nil)
            try replica.set(settings)
        } catch var fault as UpstreamFault {
            if !fault.mayHaveActed { try replica.set([.renewal: nil]) }
            fault.admission = .renewal
            throw fault
        }
    }
}
