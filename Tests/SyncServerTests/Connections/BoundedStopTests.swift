import Foundation
import Logging
import ServiceLifecycle
import Testing
import UnixSignals
import Values

@testable import SyncServer

/// A server that is asked to stop ends, whatever goes on in it.
@Suite(.serialized) struct BoundedStopTests {
    /// A service that tells when it has begun, and ends when it is asked to, or never.
    private struct Work: Service {
        let endsWhenAsked: Bool
        let begun: AsyncStream<Void>.Continuation

        func run() async throws {
            begun.yield()
            if endsWhenAsked { return try await gracefulShutdown() }
            await BoundedStopTests.forever()
        }
    }

    private static func forever() async {
        let (never, hold) = AsyncStream.makeStream(of: Void.self)
        for await _ in never {}
        hold.finish()
    }

    private func stop(endsWhenAsked: Bool, after seconds: @escaping @Sendable (Double) async throws -> Void)
        async throws
        -> Bool
    {
        let (begins, begun) = AsyncStream.makeStream(of: Void.self)
        let stop = BoundedStop(
            service: Work(endsWhenAsked: endsWhenAsked, begun: begun),
            logger: Logger(label: "ruhu") { _ in SwiftLogNoOpLogHandler() },
            environment: HostEnvironment(wallMilliseconds: { 0 }, sleep: seconds))
        async let hasEnded = stop.run(signals: [.sigusr2])
        for await _ in begins { break }
        kill(getpid(), SIGUSR2)
        return try await hasEnded
    }

    @Test func `a service that ends when it is asked to is waited for`() async throws {
        let hasEnded = try await stop(endsWhenAsked: true) { _ in await Self.forever() }
        #expect(hasEnded)
    }

    @Test func `a service that does not end is left behind after the time that stopping may take`() async throws {
        let hasEnded = try await stop(endsWhenAsked: false) { seconds in
            #expect(seconds == Double(ServerLimits.stopSeconds))
        }
        #expect(!hasEnded)
    }
}
