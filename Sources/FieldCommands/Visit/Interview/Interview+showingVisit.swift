internal import CommandKit
internal import CommunityModel
internal import Questionnaires
internal import TerminalKit
internal import Values

/// What the window shows of the visit itself.
extension Interview {
    func showDoor(_ layout: inout PageLayout, _ columns: Int) {
        var about = PageLayout()
        for fact in doorstep.facts { about.add(t(fact), columns: columns) }
        for line in doorstep.history { about.add(t(line), .dim, columns: columns) }
        showRemarks(&about, columns)
        var question = PageLayout()
        question.add(
            t("住户同意接受访问吗？", "Does the household agree to the visit?"), .bold, columns: columns)
        for (index, choice) in DoorChoice.allCases.enumerated() {
            question.add(title(choice), columns: columns, first: "  \(index + 1) ", indent: 4)
        }
        for warning in doorstep.warnings { layout.add(t(warning), .yellow, columns: columns, first: "! ", indent: 2) }
        let rows = layout.head.count + layout.body.count + about.body.count + question.body.count + 2
        // In a window too low for all of it, what is known stands below what is asked.
        let parts = rows > size.rows ? [question, about] : [about, question]
        layout.body += parts[0].body + [Frame.Line("")] + parts[1].body
        if rows > size.rows { layout.head.removeLast() }
        layout.prompt = editor.isEmpty ? nil : "> "
        let shown = fields.isIdentityShown ? "✓" : ""
        layout.keys = [
            "1-8", t("i 已出示证件", "i identity shown") + shown, t("n 备注", "n note"), "l \(t("English", "中文"))",
            t("q 退出", "q quit"), t("? 帮助", "? help"),
        ]
    }

    private func showRemarks(_ layout: inout PageLayout, _ columns: Int) {
        if fields.isIdentityShown { layout.add(t("已出示证件 ✓", "Identity shown ✓"), .green, columns: columns) }
        guard !fields.remarks.isEmpty else { return }
        layout.add(t("备注：", "Remarks: ") + fields.remarks, .cyan, columns: columns)
    }

    private func title(_ choice: DoorChoice) -> String {
        switch choice {
        case .agree: t("同意，开始（y）", "agrees: begin (y)")
        case .refuse: t("拒绝（r）", "refuses (r)")
        case .nobodyHome: t("无人在家", "nobody home")
        case .appointment: t("另约时间", "another time: appointment")
        case .vacant: t("空置", "vacant")
        case .addressNotFound: t("地址不存在", "address not found")
        case .noAccess: t("无法进入", "no access")
        case .later: t("以后再说，全部保留", "later: keep all and leave")
        }
    }

    func showAppointment(_ layout: inout PageLayout, _ columns: Int) {
        layout.add(t("什么时候再来？", "When to come again?"), .bold, columns: columns)
        layout.add(
            t("例如 明天 10:30、5月12日 15:00", "Such as tomorrow 10:30 or 2026-05-12 15:00"), .dim, columns: columns)
        layout.prompt = "> "
        layout.keys = [t("回车 确认", "Enter confirms"), t(":b 返回", ":b back"), t(":q 退出", ":q quit")]
    }

    func showEnding(_ layout: inout PageLayout, _ columns: Int) {
        guard let outcome = fields.outcome else { return }
        layout.add(t(Self.title(outcome)), .bold, columns: columns)
        if let appointment = fields.appointment {
            layout.add(t("预约：", "Appointment: ") + LocalTime.text(appointment), .green, columns: columns)
        }
        showRemarks(&layout, columns)
        if outcome != .refused, hasPublicity {
            layout.add(t("宣传记录 ✓", "Publicity record ✓"), .green, columns: columns)
        }
        let told = outcome == .refused ? publicity?.progress.answered ?? 0 : 0
        let answered = (survey?.progress.answered ?? 0) + told
        if answered > 0, outcome != .appointment {
            layout.add(
                t("已答的 \(answered) 题不会保存；b 返回。", "The \(answered) answers given are not saved; b goes back."),
                .yellow, columns: columns)
        }
        layout.body.append(Frame.Line(""))
        if outcome == .refused { showRefusal(&layout, columns) }
        layout.add(t("回车保存。", "Enter saves."), columns: columns)
        layout.prompt = editor.isEmpty ? nil : "> "
        layout.keys =
            [t("回车 保存", "Enter saves")]
            + (outcome.takesAppointment ? [t("a 约时间", "a appointment")] : [])
            + (outcome == .nobodyHome ? [t("p 留下资料", "p material left")] : [])
            + (outcome == .refused ? [t("1-7 原因", "1-7 reason"), t("d 不再打扰", "d do not contact")] : [])
            + [t("b 返回", "b back"), t("n 备注", "n note"), t("i 证件", "i identity")]
    }

    private var hasPublicity: Bool { (publicity?.progress.answered ?? 0) > 0 }

    /// All of it is optional: a refusal needs no reason.
    private func showRefusal(_ layout: inout PageLayout, _ columns: Int) {
        layout.add(
            t("不需要原因。住户说了的话，可以记下：", "No reason is needed. If one was given, it may be noted:"), .dim,
            columns: columns)
        for (index, reason) in doorstep.refusalReasons.enumerated() {
            let isChosen = fields.refusalReason == reason.code
            layout.add(
                t(reason.title) + (isChosen ? " ✓" : ""), isChosen ? .green : nil, columns: columns,
                first: "  \(index + 1) ", indent: 4)
        }
        layout.add(
            t("不再打扰这一户", "do not contact again") + (fields.isNotToContact ? " ✓" : ""),
            fields.isNotToContact ? .green : nil, columns: columns, first: "  d ", indent: 4)
        layout.body.append(Frame.Line(""))
    }

    static func title(_ outcome: VisitOutcome) -> Localized {
        switch outcome {
        case .completed: Localized(zh: "完成", en: "Completed")
        case .partial: Localized(zh: "部分完成", en: "Partial")
        case .refused: Localized(zh: "拒访", en: "Refused")
        case .appointment: Localized(zh: "已预约", en: "Appointment")
        case .vacant: Localized(zh: "空置", en: "Vacant")
        case .nobodyHome: Localized(zh: "无人在家", en: "Nobody home")
        case .addressNotFound: Localized(zh: "地址不存在", en: "Address not found")
        case .noAccess: Localized(zh: "无法进入", en: "No access")
        case .doNotContact: Localized(zh: "不再打扰", en: "Do not contact")
        case .duplicateHousehold: Localized(zh: "重复住户", en: "Duplicate household")
        }
    }

    func showReview(_ layout: inout PageLayout, _ columns: Int) {
        if missing.isEmpty {
            layout.add(t("没有缺项 ✓", "Nothing is missing ✓"), .green, columns: columns)
            showUnconfirmed(&layout, columns)
        } else {
            layout.add(
                t("还缺 \(missing.count) 项：", "\(missing.count) still missing:"), .yellow, columns: columns)
            for (index, violation) in missing.prefix(Self.missingShownMax).enumerated() {
                let label = walk?.session.view(at: violation.path)?.label ?? violation.path
                let why = reason(violation)
                layout.add("\(label)  \(why)", columns: columns, first: "  \(index + 1) ", indent: 4)
            }
            if missing.count > Self.missingShownMax {
                let more = missing.count - Self.missingShownMax
                layout.add(
                    t("还有 \(more) 项；o 到第一个未答的题。", "\(more) more; o goes to the first one."), .dim,
                    columns: columns)
            }
            showUnconfirmed(&layout, columns)
        }
        layout.body.append(Frame.Line(""))
        if !isInPublicity || survey == nil {
            layout.add(t("结果：", "Outcome: ") + t(Self.title(outcomeAtEnd)), .bold, columns: columns)
        }
        if publicity != nil, !isInPublicity {
            layout.add(t("宣传记录 ✓", "Publicity record ✓"), .green, columns: columns)
        }
        showRemarks(&layout, columns)
        layout.add(t("回车继续并保存。", "Enter goes on to saving."), columns: columns)
        layout.prompt = editor.isEmpty ? nil : "> "
        layout.keys =
            [t("回车 继续", "Enter goes on")]
            + (missing.isEmpty && unconfirmed.isEmpty ? [] : [t("数字 到该题", "number goes there")])
            + (canRecordPublicity ? [t("p 宣传记录", "p publicity")] : [])
            + [t("b 返回", "b back"), t("g 分组", "g groups"), t("n 备注", "n note"), t("q 退出", "q quit")]
    }

    private func showUnconfirmed(_ layout: inout PageLayout, _ columns: Int) {
        for (index, view) in unconfirmed.enumerated() {
            let number = missing.count + index + 1
            layout.add(
                t("\(view.label)  勾选还没有完成，不算答案。", "\(view.label)  The ticks are no answer yet."), .yellow,
                columns: columns, first: number <= Self.missingShownMax ? "  \(number) " : "", indent: 4)
        }
    }

    func showOffer(_ layout: inout PageLayout, _ columns: Int) {
        layout.add(
            t("还要记录这次的宣传吗（人数、资料、讲解内容）？", "Record the publicity of this visit too (people, material, topics)?"),
            .bold, columns: columns)
        layout.body.append(Frame.Line(""))
        layout.add(t("记录", "record it"), columns: columns, first: "  1 ", indent: 4)
        layout.add(t("不记录，直接保存", "no: save the visit"), columns: columns, first: "  2 ", indent: 4)
        layout.prompt = editor.isEmpty ? nil : "> "
        layout.keys = [t("1 记录", "1 record"), t("回车 保存", "Enter saves"), t("b 返回", "b back")]
    }
}
