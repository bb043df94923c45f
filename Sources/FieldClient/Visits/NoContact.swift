internal import CommunityModel
internal import Failures
internal import ReplicaStore
internal import SyncProtocol

/// A household's wish to be left in peace: sticky, and stronger than every later assignment (domain.md 6.7, row 9).
struct NoContactWish {
    let author: String
    let writtenAt: Instant
}

extension FieldStore {
    /// The wish of a household not to be contacted; `nil` when it has not stated it.
    func noContactWish(_ household: RecordView) throws -> NoContactWish? {
        try noContactWish(household, headers: replica.headers(of:))
    }

    /// The same for whoever asks who wrote it within a save.
    func noContactWish(
        _ household: RecordView, headers: (RecordKey) throws -> [ChangeID: ChangeHeader]
    ) throws -> NoContactWish? {
        guard let field = schema.type(household.key.type)?.field(named: VisitAnswers.doNotContact),
            case .value(let write)? = household.outcome(of: field.number), write.value == Value.boolean(true).encoded
        else { return nil }
        let header = try headers(household.key)[write.dot.change]
        return NoContactWish(
            author: header?.author ?? "", writtenAt: Instant(milliseconds: header?.writtenAt ?? 0))
    }

    /// Says that a household is not to be called on, who noted its wish and when.
    static func notToContact(_ wish: NoContactWish) -> Failure {
        let day = day(of: wish)
        return Failure(
            code: "household_not_to_contact", status: .data,
            message: Localized(
                zh: "这一户已要求不再打扰（\(wish.author) 于 \(day) 记录）。没有保存。",
                en: "This household asked not to be contacted (noted by \(wish.author) on \(day)). Nothing was saved."),
            hint: Localized(
                zh: "只有住户自己愿意时才可入户：加 --invited 缘由。",
                en: "Only when the residents themselves invited you: add --invited REASON."))
    }

    /// A form writes only what it changes: nothing when the household is marked already.
    func noContact(_ household: RecordKey, in context: EditContext) throws -> ChangeDraft.Write? {
        guard let field = schema.type(household.type)?.field(named: VisitAnswers.doNotContact) else { return nil }
        if case .value(let write)? = try context.view(of: household)?.outcome(of: field.number),
            write.value == Value.boolean(true).encoded
        {
            return nil
        }
        return try context.write(household, field, .boolean(true))
    }
}
