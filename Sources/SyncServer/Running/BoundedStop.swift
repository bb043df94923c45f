internal import Logging
internal import ServiceLifecycle
internal import UnixSignals
internal import Values

/// Runs a service until the process is asked to stop, and waits for its end no longer than
/// ``ServerLimits/stopSeconds``: a call into the store cannot be broken off, and nobody who stops a server waits for
/// hours.
struct BoundedStop {
    let service: any Service
    let logger: Logger
    let environment: HostEnvironment

    /// - Parameter signals: What asks to stop.
    /// - Returns: Whether all of the service has ended.
    /// - Throws: What the service throws.
    func run(signals: [UnixSignal] = [.sigterm, .sigint]) async throws -> Bool {
        let (ends, end) = AsyncStream.makeStream(of: Result<Bool, any Error>.self)
        let watched = Watched(service: service) { [environment] in
            Task {
                try await environment.sleep(Double(ServerLimits.stopSeconds))
                end.yield(.success(false))
            }
        }
        let group = ServiceGroup(
            configuration: .init(services: [watched], gracefulShutdownSignals: signals, logger: logger))
        // No child of this task, which would wait for it.
        let running = Task {
            do {
                try await group.run()
                end.yield(.success(true))
            } catch {
                end.yield(.failure(error))
            }
        }
        return try await withTaskCancellationHandler {
            for await outcome in ends { return try outcome.get() }
            return true
        } onCancel: {
            running.cancel()
        }
    }

    /// Tells when a service is asked to stop.
    private struct Watched: Service {
        let service: any Service
        let onStop: @Sendable () -> Void

        func run() async throws {
            try await withGracefulShutdownHandler {
                try await service.run()
            } onGracefulShutdown: {
                onStop()
            }
        }
    }
}
