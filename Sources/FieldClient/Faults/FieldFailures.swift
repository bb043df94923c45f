internal import CurlTransport
internal import ReplicaStore
internal import SyncEngine
internal import SyncProtocol
internal import SyncWire
public import Values

/// Turns the errors of the modules below into what people and scripts are told.
public enum FieldFailures {
    /// - Returns: `nil` for an error that none of them throws.
    public static func explain(_ error: any Error) -> Failure? {
        switch error {
        case let failure as Failure: failure
        case let error as StoreError: error.failure(for: .field)
        case let fault as UpstreamFault: fault.failure
        case let error as TransportError: UpstreamFault(error, server: "").failure
        case let fault as ChangeFault: StoreError.invalidChange(code: fault.rawValue).failure(for: .field)
        case let fault as MessageFault:
            Failure(fault: "message_invalid", for: .field, ["detail": fault.text])
        case is CancellationError: Failure(fault: "interrupted", for: .field)
        default: nil
        }
    }
}

extension UpstreamFault {
    /// Codes with which a server shuts a device or user out (specification, section "Errors"); each has a sentence.
    private static let refusals: Set = [
        "area_out_of_scope", "code_expired", "code_used", "code_wrong", "device_revoked", "token_unknown",
        "user_disabled",
    ]

    /// The fault as people and scripts are told of it.
    var failure: Failure {
        let failure = withoutAdmission
        guard let admission, failure.status != .denied, failure.status != .configuration else { return failure }
        let hint =
            switch admission {
            case .enrolment: mayHaveActed ? "enrolment_unsure" : "enrolment_failed"
            case .renewal: mayHaveActed ? "renewal_unsure" : "renewal_failed"
            }
        return Failure(
            code: failure.code, status: failure.status, message: failure.message, hint: Localized(fault: hint))
    }

    private var withoutAdmission: Failure {
        // Whoever interrupts a sync hears of that, and not of the try before it that failed.
        if cause == .cancelled { return Failure(fault: "interrupted", for: .field) }
        if let transport { return transport.failure(for: .field, server: server) }
        switch cause {
        case .unreachable(let detail): return failure("server_unreachable", detail: Localized(detail))
        case .busy(_, let code):
            let fault = ["store_full": "server_full", "store_not_writable": "server_not_writable"][code]
            return failure(fault ?? "server_busy")
        case .denied("store_enrolled", _): return failure("store_of_other_user")
        case .denied(let code, let text):
            // Codes are the server's own (specification, section "Errors").
            let fault = Self.refusals.contains(code) ? code : "denied"
            return failure(
                fault, code: code.hasPrefix("http_") ? "denied" : code, theirs: code, status: .denied, text: text)
        case .protocolMismatch(let range): return mismatch(range)
        case .cancelled: return Failure(fault: "interrupted", for: .field)
        case .tooLarge: return failure("too_large_for_server")
        case .unexpected(let code, let text):
            switch code {
            // Who has synced there got the address right; what answers now stands between.
            case "not_a_server":
                return admission == .enrolment
                    ? failure("not_a_server") : failure("other_answer", detail: Localized(text))
            case "body_damaged", "reply_altered", "reply_damaged": return failure(code, detail: Localized(text))
            case _ where code.hasPrefix("http_5") || code == "internal":
                return failure("server_failed", theirs: code, text: text)
            default: return failure("server_unexpected", code: code, theirs: code, text: text)
            }
        }
    }

    /// - Parameters:
    ///   - fault: Its name in the table of sentences.
    ///   - code: The failure's, in place of the table's.
    ///   - theirs: What the server called it.
    ///   - status: The exit code, in place of the table's.
    ///   - text: What the server said of it.
    /// - Returns: What people are told.
    private func failure(
        _ fault: String, code: String? = nil, theirs: String = "", status: ExitStatus? = nil, text: String
    ) -> Failure {
        let end = text.isEmpty ? Localized(zh: "。", en: ".") : Localized(zh: "：" + text, en: ": " + text)
        return failure(fault, code: code, theirs: theirs, status: status, detail: end)
    }

    private func failure(
        _ fault: String, code: String? = nil, theirs: String = "", status: ExitStatus? = nil,
        detail: Localized = Localized("")
    ) -> Failure {
        Failure(
            fault: fault, for: .field, code: code, status: status,
            ["server": server, "code": theirs], bilingual: ["detail": detail])
    }

    private func mismatch(_ range: ProtocolRange?) -> Failure {
        let own = ProtocolRange.current
        let theirs = range.map { Localized("\($0.lowest)–\($0.highest)") } ?? Localized(zh: "未知", en: "unknown")
        return Failure(
            fault: (range?.lowest ?? .max) > own.highest ? "protocol_older" : "protocol_newer", for: .field,
            ["server": server, "own": "\(own.lowest)–\(own.highest)"], bilingual: ["theirs": theirs])
    }
}
