internal import AdminProtocol
internal import ReplicaStore
internal import SyncEngine
internal import SyncProtocol
internal import SyncWire
internal import Synchronization
internal import Values

/// Lets devices in with one-time codes.
struct EnrollAnswer: Sendable {
    let stores: ServerStores
    let gate = WrongCodeGate()

    /// - Throws: A 403 for a code that lets nobody in, a 429 after too many wrong ones; ``AnswerFault``; `StoreError`.
    func reply(to request: EnrollRequest) async throws -> EnrollReply {
        _ = try ProtocolRange.agreed(with: request.range)
        let now = stores.now()
        let token = Secret.token(stores.environment.random)
        let device = try await enroll(request, tokenHash: Secret.hash(token), now: now)
        let (inForce, epoch) = (stores.schemaInForce, try await stores.reading { try $0.epoch() })
        return EnrollReply(
            token: token, deviceID: device.id, deviceName: device.name, login: device.user.login,
            userName: device.user.name, role: device.user.role, areas: device.user.assignedAreas,
            serverName: stores.name, epoch: epoch, schemaVersion: inForce.schema.version,
            schema: inForce.document)
    }

    private func enroll(_ request: EnrollRequest, tokenHash: Digest, now: Int64) async throws -> EnrolledDevice {
        guard let code = CodeText.canonical(request.code) else { throw refusal(of: .wrong, now: now) }
        let label = DisplayName.read(String(request.deviceLabel.prefix(ServerLimits.nameCharactersMax))) ?? ""
        var generator = stores.environment.random
        let use = CodeUse(
            codeHash: Secret.hash(code), replica: request.replica, label: label, renewal: request.renewal,
            newID: RecordID(milliseconds: now, using: &generator), tokenHash: tokenHash, now: now)
        // The fault comes back as a value: the optimiser of Swift 6.3 crashes on a catch around this await.
        let outcome = try await stores.accessing { access -> Result<EnrolledDevice, CodeFault> in
            do {
                return .success(try access.enroll(use))
            } catch let fault as CodeFault {
                return .failure(fault)
            }
        }
        switch outcome {
        case .success(let device): return device
        case .failure(let fault): throw refusal(of: fault, now: now)
        }
    }

    private func refusal(of fault: CodeFault, now: Int64) -> any Error {
        do {
            if fault == .wrong { try gate.noteWrong(now: now) }
            return Refusal(fault)
        } catch {
            return error
        }
    }
}

extension Refusal {
    fileprivate init(_ fault: CodeFault) {
        switch fault {
        case .wrong: self.init(.forbidden, "code_wrong", "the server gave out no such code")
        case .expired: self.init(.forbidden, "code_expired", "the code has expired")
        case .used: self.init(.forbidden, "code_used", "another device has used the code")
        case .userDisabled: self.init(.forbidden, "user_disabled", "the user of the code is disabled")
        case .deviceRevoked: self.init(.forbidden, "device_revoked", "the device that used the code was revoked")
        case .otherUser: self.init(.forbidden, "store_enrolled", "the code is for another user than the store")
        }
    }
}

/// Counts wrong enrolment codes, and answers further ones with a wait when there were too many.
///
/// A right code always gets through: a code has fifty random bits, so that guessing fails at any rate, while a server
/// that turned everybody away after some wrong codes could be shut for honest people by anybody who sends a few.
final class WrongCodeGate: Sendable {
    private let wrongAt = Mutex<[Int64]>([])

    /// Notes a wrong code.
    ///
    /// - Throws: A 429 with the seconds to wait, after too many within a minute.
    func noteWrong(now: Int64) throws(Refusal) {
        let wait = wrongAt.withLock { times -> Int64? in
            times.removeAll { $0 <= now - ServerLimits.wrongCodesMilliseconds || $0 > now }
            guard times.count >= ServerLimits.wrongCodesPerMinute, let oldest = times.first else {
                times.append(now)
                return nil
            }
            return oldest + ServerLimits.wrongCodesMilliseconds - now
        }
        guard let wait else { return }
        throw Refusal(
            .tooManyRequests, "too_many_codes", "too many wrong enrolment codes on this server",
            retryAfterSeconds: Int(wait / 1_000) + 1)
    }
}
