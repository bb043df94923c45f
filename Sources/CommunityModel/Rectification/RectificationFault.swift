internal import SyncProtocol
public import Values

/// Why a person may not make an event now.
///
/// Specification: Protocol/rectification.md, section "Guards".
public struct RectificationFault: Sendable, Hashable {
    /// The raw values are stable codes.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        case transition = "rectification_transition"
        case planIncomplete = "rectification_plan_incomplete"
        case evidenceMissing = "rectification_evidence_missing"
        case submitterCloses = "rectification_submitter_closes"
        case inspectionMissing = "rectification_inspection_missing"
        case answerMissing = "rectification_answer_missing"
        case dateMissing = "rectification_date_missing"
        case dateNotLater = "rectification_date_not_later"
        case reasonMissing = "rectification_reason_missing"
        case noRequest = "rectification_no_request"
        case role = "rectification_role"
    }

    public let code: Code
    public let message: Localized
    /// Names of the record's fields that have to be filled first.
    public let missingFields: [String]

    init(_ code: Code, zh: String, en: String, missingFields: [String] = []) {
        self.code = code
        message = Localized(zh: zh, en: en)
        self.missingFields = missingFields
    }
}
