internal import AdminProtocol
internal import Hummingbird
internal import SyncProtocol
internal import SyncWire

/// `POST /v1/enroll`: lets a device in with a one-time code.
struct EnrollEndpoint: Sendable {
    let stores: ServerStores
    let gate = WrongCodeGate()

    func answer(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let body = try await request.wholeBody(limit: Limits.requestBytesMax)
        let message = try EnrollMessageCodec.decodeRequest(body)
        _ = try ProtocolAgreement.version(for: message.range)
        let now = stores.now()
        let token = Secret.token()
        let device = try await enroll(message, tokenHash: Secret.hash(token), now: now)
        context.note["device"] = device.name
        let inForce = stores.schemaInForce
        let reply = EnrollReply(
            token: token, deviceID: device.id, deviceName: device.name, login: device.user.login,
            userName: device.user.name, role: device.user.role, areas: device.user.assignedAreas,
            serverName: stores.name, epoch: stores.epoch, schemaVersion: inForce.schema.version,
            schema: inForce.document)
        return .message(try EnrollMessageCodec.encode(reply), to: request)
    }

    private func enroll(_ message: EnrollRequest, tokenHash: Digest, now: Int64) async throws -> EnrolledDevice {
        guard let code = CodeText.canonical(message.code) else { throw refusal(of: .wrong, now: now) }
        let codeHash = Secret.hash(code)
        let label = DisplayName.read(String(message.deviceLabel.prefix(ServerLimits.nameCharactersMax))) ?? ""
        var generator = SystemRandomNumberGenerator()
        let newID = RecordID(milliseconds: now, using: &generator)
        // The fault comes back as a value: the optimiser of Swift 6.3 crashes on a catch around this await.
        let outcome = try await stores.accessing { access -> Result<EnrolledDevice, CodeFault> in
            do {
                return .success(
                    try access.enroll(
                        codeHash: codeHash, replica: message.replica, label: label, newID: newID,
                        tokenHash: tokenHash, now: now))
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
        }
    }
}
