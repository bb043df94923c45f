internal import Logging
internal import ServiceLifecycle
internal import SyncProtocol
internal import Synchronization
internal import Values

/// Remembers when each device was last heard of, and writes it down once a minute: a time that is only shown to people
/// is not worth a wait for the disk in every request.
final class LastSeen: Service {
    private let pending = Mutex<[RecordID: Sighting]>([:])
    private let stores: ServerStores
    private let logger: Logger

    init(stores: ServerStores, logger: Logger) {
        self.stores = stores
        self.logger = logger
    }

    func note(_ device: RecordID, _ sighting: Sighting) {
        pending.withLock { $0[device] = sighting }
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await self.stores.environment.sleep(Double(ServerLimits.lastSeenSeconds))
                await self.write()
            }
        }
        await write()
    }

    /// Writes down what is not yet; a list of devices calls it first, so that it tells the latest.
    func write() async {
        let sightings = pending.withLock { pending in
            defer { pending = [:] }
            return pending
        }
        guard !sightings.isEmpty else { return }
        do {
            try await stores.accessing { access in try access.note(sightings) }
        } catch {
            logger.warning("cannot note when devices were last seen", metadata: ["error": "\(error)"])
            pending.withLock { $0.merge(sightings) { newer, _ in newer } }
        }
    }
}
