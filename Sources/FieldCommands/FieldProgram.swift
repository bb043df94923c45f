internal import FieldClient
internal import TerminalKit
public import Values

/// What the program tells of errors.
public enum FieldProgram {
    /// - Returns: `nil` for an error that no module of the program throws.
    public static func explain(_ error: any Error) -> Failure? {
        if let failure = FieldFailures.explain(error) { return failure }
        if let failure = error as? WriteFailure {
            return Failure(
                code: "output_failed", status: .failed,
                message: Localized(
                    zh: "结果无法写出（errno \(failure.code)）。", en: "The result could not be written (errno \(failure.code))."
                ),
                hint: Localized(zh: "已保存的内容不受影响。", en: "What was saved stays saved."))
        }
        return nil
    }
}
