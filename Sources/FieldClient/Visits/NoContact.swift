internal import CommunityModel
internal import Failures
internal import ReplicaStore
internal import SyncProtocol

extension FieldStore {
    /// Refuses to call on a household that asked not to be contacted (domain.md 6.7, row 9: the wish is sticky and wins
    /// over every later assignment).
    ///
    /// - Throws: ``Failure`` `household_not_to_contact`, which says who noted the wish and when.
    func refuseContact(_ household: RecordView) throws {
        guard let field = schema.type(household.key.type)?.field(named: "do_not_contact"),
            case .value(let write)? = household.outcome(of: field.number), write.value == Value.boolean(true).encoded
        else { return }
        let header = try replica.headers(of: household.key)[write.dot.change]
        let who = header?.author ?? "?"
        let day = header.flatMap { LocalDay.of($0.writtenAt) }.map { "\($0)" } ?? "?"
        throw Failure(
            code: "household_not_to_contact", status: .data,
            message: Localized(
                zh: "这一户已要求不再打扰（\(who)，\(day) 记录）。没有保存。",
                en: "This household asked not to be contacted (noted by \(who), \(day)). Nothing was saved."),
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
