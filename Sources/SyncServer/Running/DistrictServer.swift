internal import FoundationEssentials
internal import Glibc
internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
internal import NIOSSL
internal import ReplicaStore
internal import ServiceLifecycle
public import Values

/// A server that devices sync with and administrators talk to.
///
/// Opening takes the folder's lock; it is held until the server is let go of.
///
/// ```swift
/// let server = try DistrictServer(
///     folder: ServerFolder(path: "/var/lib/ruhu"), logger: logger, environment: .system)
/// try await server.serve(listen: ListenAddress("127.0.0.1:8080"), tls: nil) { print("listening on \($0.text)") }
/// ```
public final class DistrictServer: Sendable {
    private let lock: FolderLock
    let stores: ServerStores
    private let logger: Logger

    /// - Parameters:
    ///   - folder: The server's.
    ///   - logger: Where it says what it does.
    ///   - environment: The clock and the randomness.
    /// - Throws: ``ServerError`` and `StoreError`.
    public init(folder: ServerFolder, logger: Logger, environment: HostEnvironment) throws {
        guard FileManager.default.fileExists(atPath: folder.records),
            FileManager.default.fileExists(atPath: folder.access)
        else { throw ServerError.noServer(folder: folder.path) }
        lock = try FolderLock(folder)
        stores = try ServerStores(folder, logger: logger, environment: environment)
        self.logger = logger
        tell(stores.update)
    }

    private func tell(_ update: BuiltInUpdate.UpdateResult) {
        if let version = update.schemaVersion {
            logger.notice("the schema was brought up to date", metadata: ["version": "\(version)"])
        }
        for version in update.published { logger.notice("published", metadata: ["document": "\(version)"]) }
        for version in update.differing {
            logger.warning(
                "published before with other content than ships now; it stays", metadata: ["document": "\(version)"])
        }
        for file in update.failed { logger.error("cannot be published", metadata: ["file": "\(file)"]) }
    }

    /// Serves until the process is asked to stop (SIGTERM, SIGINT); then answers what has begun, and returns, at the
    /// latest after ``ServerLimits/stopSeconds``.
    ///
    /// - Parameters:
    ///   - listen: Where to listen.
    ///   - tls: Certificate and key; `nil` for plain HTTP.
    ///   - proxies: Who may say for whom it speaks.
    ///   - onReady: Called once with the address on which connections are accepted.
    /// - Throws: ``ServerError`` when it cannot listen.
    public func serve(
        listen: ListenAddress, tls: TLSFiles?, proxies: TrustedProxies = .none,
        onReady: @escaping @Sendable (ListenAddress) -> Void
    ) async throws {
        let context = try tls.map { try NIOSSLContext(configuration: $0.configuration()) }
        let gate = ConnectionGate(places: places(), logger: logger, environment: stores.environment)
        let lastSeen = LastSeen(stores: stores, logger: logger)
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .notice)
        let application = Application(
            router: router(lastSeen: lastSeen, proxies: proxies),
            server: HTTPServerBuilder { responder in
                DistrictChannel(responder: responder, tls: context, gate: gate, proxies: proxies)
            },
            configuration: ApplicationConfiguration(
                address: .hostname(listen.host, port: listen.port), serverName: nil, backlog: ServerLimits.backlog),
            services: [lastSeen],
            onServerRunning: { channel in
                onReady(listen.with(port: channel.localAddress?.port ?? listen.port))
            },
            logger: quiet)
        do {
            let stop = BoundedStop(service: application, logger: quiet, environment: stores.environment)
            guard try await stop.run() else {
                // Whatever still works on the store is cut off with the process, as by a power loss.
                logger.warning("stopped although work went on")
                return
            }
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw ServerError.addressInUse(text: listen.text)
        } catch let error as IOError {
            throw ServerError.addressUnusable(text: listen.text, detail: String(cString: strerror(error.errnoCode)))
        } catch let error as SocketAddressError.UnknownHost {
            throw ServerError.addressUnusable(text: listen.text, detail: error.errorDescription)
        } catch let error as SocketAddressError {
            throw ServerError.addressUnusable(text: listen.text, detail: String(describing: error))
        }
        try stores.close()
        logger.info("stopped")
    }

    /// Places for connections, as many as the system lets the process have.
    private func places() -> OpenConnections.Places {
        let others = ServerLimits.strangersMax + ServerLimits.descriptorsReserved
        let limit = DescriptorLimit.raise(to: ServerLimits.connectionsMax + others)
        let admitted = min(ServerLimits.connectionsMax, max(limit - others, ServerLimits.strangersMax))
        if admitted < ServerLimits.connectionsMax {
            logger.warning(
                "few connections, because few files may be open (ulimit -n)", metadata: ["connections": "\(admitted)"])
        }
        return OpenConnections.Places(admittedMax: admitted)
    }

    /// All that the server answers.
    func router(lastSeen: LastSeen, proxies: TrustedProxies = .none) -> Router<ServerRequestContext> {
        let router = Router(context: ServerRequestContext.self)
        router.add(middleware: RequestLog(logger: logger, environment: stores.environment, proxies: proxies))
        router.add(middleware: RefusalWriting.json)
        addHealth(to: router)
        AdminRoutes(stores: stores, lastSeen: lastSeen).add(to: router.group("/v2/admin"))
        DeviceRoutes(stores: stores, lastSeen: lastSeen, enrolling: EnrollAnswer(stores: stores))
            .add(to: router.group("/v1").add(middleware: RefusalWriting.message))
        return router
    }

    /// `/healthz` says that the process is up, `/readyz` that it can serve.
    private func addHealth(to router: Router<ServerRequestContext>) {
        router.get("/healthz") { request, _ in try Response.json(["status": "ok"], to: request) }
        router.get("/readyz") { [stores] request, _ in
            if Task.isShuttingDownGracefully {
                throw Refusal(.serviceUnavailable, "draining", "the server is stopping")
            }
            _ = try await stores.reading { store in try store.conflictCount() }
            _ = try await stores.accessing { access in try access.serverName() }
            return try Response.json(["status": "ready"], to: request)
        }
    }
}
