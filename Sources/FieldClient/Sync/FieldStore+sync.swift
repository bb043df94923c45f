public import SyncEngine
internal import ReplicaStore
public import Values

extension FieldStore {
    /// Hands in what the server does not have yet, and fetches what this device does not.
    ///
    /// - Parameters:
    ///   - isAnew: Whether to fetch everything again from the start; what is here already stays as it is.
    ///   - waitSeconds: How long to go on without any progress once the server was reached.
    ///   - caFile: Certificates to trust; `nil` for those that were named at `ruhu init`.
    ///   - progress: Called with how far the sync has come.
    /// - Returns: What it came to.
    /// - Throws: ``UpstreamFault``, ``StoreError``; ``Failure`` `server_url_invalid` when the store holds no valid address.
    public func sync(
        isAnew: Bool = false, waitSeconds: Double, caFile: String? = nil,
        progress: @escaping @Sendable (SyncProgress) -> Void
    ) async throws -> SyncResult {
        let upstream = try upstream(caFile: caFile)
        defer { upstream.close() }
        var driver = try SyncDriver(
            replica, upstream: upstream, isAnew: isAnew, waitSeconds: waitSeconds, progress: progress)
        return try await driver.run()
    }

    /// The server that the store is enrolled at.
    ///
    /// - Parameter caFile: Certificates to trust; `nil` for those that were named at enrolment.
    /// - Returns: The way to it.
    /// - Throws: ``StoreError``; ``Failure`` `server_url_invalid` when the store holds no valid address.
    func upstream(caFile: String?) throws -> CurlUpstream {
        CurlUpstream(
            address: try ServerAddress(try replica.text(.serverURL) ?? "").text, token: try replica.text(.token),
            caFile: try caFile ?? replica.text(.caFile), environment: environment)
    }
}

extension ServerAddress {
    /// - Throws: ``Failure`` `server_url_invalid`.
    public init(_ url: String) throws(Failure) {
        guard let address = ServerAddress(typed: url) else {
            throw Failure(
                code: "server_url_invalid", status: .usage,
                message: Localized(zh: "“\(url)”不是服务器地址。", en: "\"\(url)\" is not a server's address."),
                hint: Localized(
                    zh: "地址形如 https://ruhu.example.cn 或 http://192.168.1.10:8700。",
                    en: "An address looks like https://ruhu.example.org or http://192.168.1.10:8700."))
        }
        self = address
    }
}
