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
