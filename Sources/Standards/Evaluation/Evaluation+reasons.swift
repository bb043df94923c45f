internal import Values

extension Evaluation {
    /// One short sentence in each language.
    func reason(_ reason: Reason, _ outcome: Outcome, isContradicted: Bool) -> Localized {
        let title = sentence(reason, isMet: outcome == .pass)
        guard isContradicted else { return title }
        return Localized(
            zh: title.zh + "检查人的判定与计算结果不一致，以计算结果为准。",
            en: title.en + " The inspector decided otherwise; the computed result counts.")
    }

    private func sentence(_ reason: Reason, isMet: Bool) -> Localized {
        switch reason {
        case .compared, .answered, .moved, .nothingToFallShort, .check, .allChecks, .decided:
            found(reason, isMet: isMet)
        case .disabled, .exempt, .outOfScope, .inapplicable, .reported: unjudged(reason)
        default: missing(reason)
        }
    }

    private func found(_ reason: Reason, isMet: Bool) -> Localized {
        switch reason {
        case .compared(let figures):
            let name = title(of: figures.metric)
            let unit = evaluator.unit(of: figures.metric).map { " \($0)" } ?? ""
            let required = figures.required.map { "\(figures.relation.rawValue) \($0)\(unit)" } ?? ""
            let window = figures.days.map { (zh: "（\($0.text)）", en: " in \($0.text)") } ?? (zh: "", en: "")
            return Localized(
                zh: "\(name.zh)\(window.zh)为 \(figures.measured)\(unit)，要求 \(required)，\(isMet ? "达标" : "不达标")。",
                en: "\(name.en)\(window.en) is \(figures.measured)\(unit); asked for: \(required).")
        case .answered(let name, let flag):
            let title = title(of: name)
            return Localized(zh: "\(title.zh)：\(Localized(flag).zh)。", en: "\(title.en): \(Localized(flag).en).")
        case .moved(let metric, let from, let to):
            let name = title(of: metric)
            return Localized(
                zh: "\(name.zh)由 \(from) 变为 \(to)，\(isMet ? "达标" : "不达标")。",
                en: "\(name.en) went from \(from) to \(to).")
        case .nothingToFallShort(let base):
            return Localized(
                zh: "\(title(of: base).zh)为零，按标准视为达标。",
                en: "\(title(of: base).en) is zero, which the standard counts as met.")
        case .check(let code):
            return Localized(
                zh: "检查项 \(code) \(isMet ? "达标" : "不达标")。", en: "Check \(code) is \(isMet ? "met" : "not met").")
        case .allChecks:
            return isMet
                ? Localized(zh: "各检查项均达标。", en: "Every check that decides is met.")
                : Localized(zh: "各检查项均不达标。", en: "No check that decides is met.")
        case .decided(let code, let flag):
            return Localized(
                zh: "检查人判定 \(code) \(flag ? "达标" : "不达标")。",
                en: "An inspector decided that \(code) is \(flag ? "met" : "not met").")
        default: return Localized(zh: "", en: "")
        }
    }

    private func unjudged(_ reason: Reason) -> Localized {
        switch reason {
        case .disabled:
            Localized(zh: "该指标已停用，仅作为历史保留。", en: "The indicator is switched off and kept as history.")
        case .exempt(let reason): Localized(zh: "不适用：\(reason)", en: "Does not apply: \(reason)")
        case .outOfScope: Localized(zh: "该标准不适用于此对象。", en: "The standard does not apply to this subject.")
        case .inapplicable: Localized(zh: "不满足适用条件。", en: "The condition for applying does not hold.")
        case .reported(let finding):
            switch finding?.truth {
            case .met: Localized(zh: "仅记录，不判定；达到参考值。", en: "Recorded only; the reference value is met.")
            case .unmet: Localized(zh: "仅记录，不判定；未达到参考值。", en: "Recorded only; the reference value is not met.")
            case .undecided, nil: Localized(zh: "仅记录，不判定。", en: "Recorded only.")
            }
        default: Localized(zh: "", en: "")
        }
    }

    private func missing(_ reason: Reason) -> Localized {
        switch reason {
        case .unrecorded(let name):
            Localized(zh: "请记录 \(named(name).zh)。", en: "Not recorded yet: \(named(name).en).")
        case .unknownAttribute(let name):
            Localized(zh: "不知道 \(name)，请先记录。", en: "Not known, record it first: \(name).")
        case .disputed(let name):
            Localized(
                zh: "检查人对 \(named(name).zh) 意见不一，请先解决。",
                en: "Inspectors disagree on \(named(name).en); resolve that first.")
        case .emptyBase(let name):
            Localized(zh: "\(named(name).zh) 为零，无法计算比例。", en: "\(named(name).en) is zero, so that there is no rate.")
        case .noPrevious(let name):
            Localized(
                zh: "没有上一期的 \(named(name).zh)；可记录 \(name).previous。",
                en: "No earlier value of \(named(name).en); record \(name).previous if it is on paper.")
        case .noNewSurvey(let name):
            Localized(
                zh: "\(named(name).zh) 只有同一轮调查的数据，没有新的调查可比。",
                en: "\(named(name).en) is known from one round of the survey only; there is no other to compare with.")
        case .unanswered(let name):
            Localized(zh: "没有可用于计算 \(named(name).zh) 的记录。", en: "No record from which to count \(named(name).en).")
        case .tooLarge(let name):
            Localized(
                zh: "\(named(name).zh) 的数字过大，无法计算。",
                en: "The numbers for \(named(name).en) are too large to compute with.")
        case .unfitting(let name):
            Localized(
                zh: "\(named(name).zh) 的记录类型不符。", en: "What was recorded for \(named(name).en) is of the wrong type.")
        case .circular(let name):
            Localized(zh: "\(name) 的定义循环引用自身。", en: "\(name) is defined by itself.")
        case .undecidedItems(let name):
            Localized(
                zh: "计算 \(named(name).zh) 所需的指标尚无结果。",
                en: "Indicators that \(named(name).en) counts have no result yet.")
        case .needsUpgrade(let name):
            Localized(
                zh: "标准中的“\(name)”是较新版本的软件写的，本机不认识；请升级软件，或直接记录数值。",
                en:
                    "A later version of the software wrote \(name), which this one does not know: upgrade it, or record the value."
            )
        case .noCase: Localized(zh: "没有符合条件的情形。", en: "None of the cases holds.")
        case .noThreshold: Localized(zh: "标准没有给出可计算的阈值。", en: "The standard gives nothing to compute with.")
        case .noDecidingCheck: Localized(zh: "没有起决定作用的检查项。", en: "None of the checks decides.")
        case .awaitsDecision(let code): Localized(zh: "请判定 \(code)。", en: "Awaits a decision by code: \(code).")
        default: Localized(zh: "", en: "")
        }
    }

    /// What people call a fact; its name where nobody gave it another.
    private func title(of name: String) -> Localized {
        guard let title = evaluator.facts[name]?.title else { return Localized(zh: name, en: name) }
        return Localized(zh: title.zh.isEmpty ? name : title.zh, en: title.en.isEmpty ? name : title.en)
    }

    /// The title with the name to record it under.
    private func named(_ name: String) -> Localized {
        let title = title(of: name)
        return Localized(
            zh: title.zh == name ? name : "\(title.zh)（\(name)）", en: title.en == name ? name : "\(title.en) (\(name))")
    }
}
