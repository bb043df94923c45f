internal import CommunityModel
internal import CommunityRecords
internal import ReplicaStore
internal import SyncProtocol
public import Values

/// What a person should know about a visit, though nothing forbids it.
extension Visits {
    /// How long a visit lasts at most before its times look wrong (survey.yaml, `ended_at`).
    private static let visitMillisecondsMax: Int64 = 4 * 3_600 * 1_000

    /// What to tell before a visit goes on: quiet hours, and attempts beyond the district's setting.
    ///
    /// - Parameter draft: The visit under way.
    /// - Returns: The notices; none for most visits.
    /// - Throws: ``StoreError``.
    public func notices(for draft: VisitDraft) throws -> [Localized] {
        guard !draft.isReopened else { return [] }
        let settings = try store.campaign.settings()
        var notices: [Localized] = []
        if settings.quietHours.contains(Self.localMinute(of: environment.wallMilliseconds())) {
            notices.append(
                Localized(
                    zh: "现在是不打扰时段（\(settings.quietHours.text)），请不要敲门。",
                    en: "These are quiet hours (\(settings.quietHours.text)): do not ring now."))
        }
        let attempt = try attempts(at: draft.household, round: draft.round) + 1
        if let notice = Self.attemptsNotice(attempt, most: settings.attemptsMax) { notices.append(notice) }
        return notices
    }

    /// Minutes after local midnight.
    private static func localMinute(of milliseconds: Int64) -> Int {
        let (day, offset) = (Int64(86_400_000), Int64(LocalDay.offsetMinutes) * 60_000)
        return Int((milliseconds % day + day + offset) % day / 60_000)
    }

    /// What to tell after a save, of a visit that is new or held something before.
    func notices(
        after submission: VisitSubmission, since opened: VisitSubmission?, round: String
    ) throws -> [Localized] {
        var notices = Self.withdrawalNotices(submission, since: opened)
        if case .integer(let attempt)? = submission.fields[.attemptNumber] {
            let most = try store.campaign.settings().attemptsMax
            if let notice = Self.attemptsNotice(Int(attempt), most: most) { notices.append(notice) }
        }
        if case .instant(let start)? = submission.fields[.startedAt],
            case .instant(let end)? = submission.fields[.endedAt],
            case let lasted = end.subtractingReportingOverflow(start),
            lasted.overflow || lasted.partialValue > Self.visitMillisecondsMax
        {
            notices.append(
                Localized(
                    zh: "这次入户超过 4 小时；请核对开始和结束时间。",
                    en: "The visit lasted more than 4 hours; check its start and end."))
        }
        if case .instant(let next)? = submission.fields[.nextAppointment],
            case let quiet = try store.campaign.settings().quietHours, quiet.contains(Self.localMinute(of: next))
        {
            notices.append(
                Localized(
                    zh: "预约时间在不打扰时段（\(quiet.text)）内；请与住户核对。",
                    en: "The appointment lies in quiet hours (\(quiet.text)); make sure of it with the household."))
        }
        if let view = try replica.record(submission.household)?.view, let form = submission.questionnaire?.form,
            case let named = responses(of: view, round: round, form: form), named.count > 1,
            named.contains(submission.visit.id)
        {
            notices.append(
                Localized(
                    zh: "这一户本轮有 \(named.count) 份问卷，都已保留；用 ruhu conflict list 查看并选定一份。",
                    en: "The household has \(named.count) responses in this round; all are kept. "
                        + "`ruhu conflict list` shows them, and one is to be chosen."))
        }
        return notices
    }

    /// What left the record because the resident took back the consent.
    private static func withdrawalNotices(
        _ submission: VisitSubmission, since opened: VisitSubmission?
    ) -> [Localized] {
        guard let opened, submission.fields[.consent] == .boolean(false),
            let count = opened.questionnaire?.answers.count(where: \.isAsked), count > 0,
            submission.questionnaire?.isEmpty ?? true
        else { return [] }
        return [
            Localized(
                zh: "住户收回了同意：\(count) 个答案、由此产生的意见和宣传记录已从记录中去除，联系方式已彻底清除；"
                    + "修改历史仍保留原来的答案（ruhu log）。",
                en:
                    "The resident took back the consent: \(count) answers, the opinions and the publicity record that came "
                    + "of them have left the record, and the contact is erased for good. The history keeps what was "
                    + "answered (`ruhu log`).")
        ]
    }

    /// How often the household was called upon in a round: visits that are neither deleted nor void.
    func attempts(at household: RecordID, round: String) throws -> Int {
        try replica.children(of: household, type: RecordTypes.visit).map { VisitRecord($0) }
            .count { $0.round == round && !$0.isVoid }
    }

    private static func attemptsNotice(_ attempt: Int, most: Int) -> Localized? {
        guard attempt > most else { return nil }
        return Localized(
            zh: "这是第 \(attempt) 次上门，超过规定的 \(most) 次。",
            en: "This is attempt \(attempt), more than the \(most) that are set.")
    }
}
