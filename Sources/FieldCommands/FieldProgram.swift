internal import FieldClient
internal import TerminalKit
public import Values

/// What the program tells of errors.
public enum FieldProgram {
    /// - Returns: `nil` for an error that no module of the program throws.
    public static func explain(_ error: any Error) -> Failure? {
        if let failure = FieldFailures.explain(error) { return failure }
        if let failure = error as? WriteFailure {
            return Failure(fault: "result_not_written", ["code": "\(failure.code)"])
        }
        return nil
    }
}
