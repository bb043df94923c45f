public import Values

/// The guards of the rectification: what a person has to bring along for an event. Replay does not look at them.
///
/// Specification: Protocol/rectification.md, section "Guards".
public enum RectificationRules {
    /// Checks an event that somebody is about to make.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - history: What its author sees.
    ///   - fields: The record's fields, as they will be after the save.
    ///   - author: Login of its author.
    ///   - role: Role of its author, to hold it to the roles of ``RectificationTable``; `nil` leaves them alone.
    /// - Returns: Every fault; none when it may be written.
    public static func check(
        _ event: RectificationEvent.Content, after history: RectificationHistory, fields: RectificationFields,
        author: String, role: String? = nil
    ) -> [RectificationFault] {
        guard let kind = event.kind else { return [] }
        if let transition = RectificationTable.transition(kind), !transition.sources.contains(history.state) {
            return [notAllowed(transition, in: history.state)]
        }
        let recorded = history.dueDate(recorded: fields.dueDate)
        var faults: [RectificationFault?] = [roleFault(kind, role)]
        switch kind {
        case .plan: faults.append(plan(fields, dueDate: event.dueDate ?? recorded))
        case .start where history.state == .deferred: faults.append(plan(fields, dueDate: recorded))
        case .submit: faults.append(evidence(event))
        case .close: faults += closing(event, history, fields, author)
        case .defer: faults += [date(event, after: recorded), reason(event)]
        case .reopen: faults.append(event.inspection == nil ? reason(event) : nil)
        case .reject, .request: faults.append(reason(event))
        case .comment: faults.append(event.evidence.isBlank ? reason(event) : nil)
        case .decline: faults += [request(history), reason(event)]
        case .open, .start: break
        }
        return faults.compactMap { $0 }
    }

    private static func closing(
        _ event: RectificationEvent.Content, _ history: RectificationHistory, _ fields: RectificationFields,
        _ author: String
    ) -> [RectificationFault?] {
        [
            history.state != .submittedForCheck && event.inspection == nil
                ? RectificationFault(
                    .inspectionMissing, zh: "还没有提交复查：请先提交，或者注明认定已解决的检查",
                    en: "it was not submitted for a check: submit it first, or name the inspection that found it solved"
                )
                : nil,
            history.submitters.contains(author)
                ? RectificationFault(
                    .submitterCloses, zh: "提交复查的人不能自己关闭，请由他人复查",
                    en: "whoever submitted it cannot close it: somebody else has to check it") : nil,
            fields.isReplyWanted && fields.answer.isBlank
                ? RectificationFault(
                    .answerMissing, zh: "居民要求答复，请先填写答复", en: "a reply was wanted: record the answer first",
                    missingFields: ["answer"]) : nil,
        ]
    }

    private static func plan(_ fields: RectificationFields, dueDate: CalendarDate?) -> RectificationFault? {
        let missing = fields.missingForPlan(dueDate: dueDate)
        if missing.isEmpty { return nil }
        return RectificationFault(
            .planIncomplete, zh: "整改须有措施、项目、完成时限和责任单位，缺少：\(missing.joined(separator: "、"))",
            en: "it needs a measure, a project, a due date and a responsible unit; missing: "
                + missing.joined(separator: ", "), missingFields: missing)
    }

    private static func evidence(_ event: RectificationEvent.Content) -> RectificationFault? {
        event.evidence.isBlank
            ? RectificationFault(
                .evidenceMissing, zh: "提交复查须有整改后的材料，例如照片",
                en: "submitting needs evidence of the work, such as a photograph") : nil
    }

    private static func date(
        _ event: RectificationEvent.Content, after recorded: CalendarDate?
    ) -> RectificationFault? {
        guard let date = event.dueDate else {
            return RectificationFault(.dateMissing, zh: "延期须有新的完成时限", en: "a deferral needs a new due date")
        }
        guard let recorded, date <= recorded else { return nil }
        return RectificationFault(
            .dateNotLater, zh: "新的时限 \(date) 须晚于原来的 \(recorded)",
            en: "the new due date \(date) must be later than the present one, \(recorded)")
    }

    private static func reason(_ event: RectificationEvent.Content) -> RectificationFault? {
        event.text.isBlank
            ? RectificationFault(.reasonMissing, zh: "请说明情况或理由", en: "say why, or what it is about") : nil
    }

    private static func request(_ history: RectificationHistory) -> RectificationFault? {
        history.pendingRequests.isEmpty
            ? RectificationFault(.noRequest, zh: "没有待决定的请求", en: "there is no request to decide about") : nil
    }

    private static func roleFault(_ kind: RectificationKind, _ role: String?) -> RectificationFault? {
        guard let role, let transition = RectificationTable.transition(kind), !transition.roles.contains(role)
        else { return nil }
        let roles = transition.roles.joined(separator: ", ")
        return RectificationFault(
            .role, zh: "“\(kind.title.zh)”由以下角色办理：\(roles)", en: "\"\(kind.title.en)\" is for: \(roles)")
    }

    private static func notAllowed(
        _ transition: RectificationTable.Transition, in state: RectificationState
    ) -> RectificationFault {
        let why = RectificationWording.notAllowed(transition.kind, in: state)
        let sources = transition.sources.map(\.title)
        return RectificationFault(
            .transition, zh: "\(why.zh)；可以之前的状态：\(sources.map(\.zh).joined(separator: "、"))",
            en: "\(why.en), only: " + sources.map(\.en).joined(separator: ", "))
    }
}

/// What the guards read of a rectification's fields, at the time of writing.
public struct RectificationFields: Sendable, Hashable {
    /// What is to be done, within which project, and who does it; empty where not stated.
    public var measure, project, responsibleUnit: String
    /// The due date of the record itself; plans and deferrals go before it.
    public var dueDate: CalendarDate?
    /// Whether whoever raised it wants an answer.
    public var isReplyWanted: Bool
    /// The answer that was given; empty for none.
    public var answer: String

    /// - Parameters:
    ///   - measure: What is to be done; empty when not stated.
    ///   - project: The project it belongs to; empty when not stated.
    ///   - dueDate: The record's due date.
    ///   - responsibleUnit: Who does it; empty when not stated.
    ///   - isReplyWanted: Whether whoever raised it wants an answer.
    ///   - answer: The answer that was given; empty for none.
    public init(
        measure: String = "", project: String = "", dueDate: CalendarDate? = nil, responsibleUnit: String = "",
        isReplyWanted: Bool = false, answer: String = ""
    ) {
        self.measure = measure
        self.project = project
        self.dueDate = dueDate
        self.responsibleUnit = responsibleUnit
        self.isReplyWanted = isReplyWanted
        self.answer = answer
    }

    /// Names of the fields that a plan needs and that are empty.
    public func missingForPlan(dueDate: CalendarDate?) -> [String] {
        let needed = [
            ("measure", measure.isBlank), ("project", project.isBlank), ("due_date", dueDate == nil),
            ("responsible_unit", responsibleUnit.isBlank),
        ]
        return needed.filter(\.1).map(\.0)
    }
}

extension String {
    /// Whether there is nothing but white space.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}

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

    /// Stable.
    public let code: Code
    /// What is missing and what to do, for people.
    public let message: Localized
    /// Names of the record's fields that have to be filled first.
    public let missingFields: [String]

    init(_ code: Code, zh: String, en: String, missingFields: [String] = []) {
        self.code = code
        message = Localized(zh: zh, en: en)
        self.missingFields = missingFields
    }
}
