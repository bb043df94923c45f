internal import CommandKit
internal import CommunityModel
internal import SyncProtocol
internal import TerminalKit

/// At the door, and the visits that end there.
extension Interview {
    /// What may come of ringing the bell, in the order of its number keys.
    enum DoorChoice: CaseIterable {
        case agree, refuse, nobodyHome, appointment, vacant, addressNotFound, noAccess, later
    }

    mutating func takeAtDoor(_ key: Key) {
        guard let letter = single(key) else { return }
        switch letter {
        case "y": return choose(.agree)
        case "r": return choose(.refuse)
        case "\n": return wish(.ring)
        default: break
        }
        if let number = letter.wholeNumberValue, (1...DoorChoice.allCases.count).contains(number) {
            return choose(DoorChoice.allCases[number - 1])
        }
        guard let command = InterviewCommand(word: String(letter)) else { return wish(.ring) }
        run(command)
    }

    private mutating func choose(_ choice: DoorChoice) {
        switch choice {
        case .agree:
            fields.consent = true
            fields.outcome = nil
            isInPublicity = survey == nil
            open(.form)
        case .refuse:
            fields.consent = false
            end(.refused)
        case .nobodyHome: end(.nobodyHome)
        case .appointment: return open(.appointment)
        case .vacant: end(.vacant)
        case .addressNotFound: end(.addressNotFound)
        case .noAccess: end(.noAccess)
        case .later: return wish(.leave)
        }
        wish(.keep)
    }

    private mutating func end(_ outcome: VisitOutcome) {
        if outcome != .refused { fields.consent = nil }
        fields.outcome = outcome
        open(.ending)
    }

    mutating func takeAtEnding(_ key: Key) {
        guard let letter = single(key), let outcome = fields.outcome else { return }
        switch letter {
        case "\n": return wish(.submit)
        case "a" where outcome.takesAppointment: return open(.appointment)
        case "p" where outcome == .nobodyHome: return wish(.openPublicity)
        case "d" where outcome == .refused: fields.isNotToContact.toggle()
        default:
            let number = letter.wholeNumberValue ?? 0
            guard outcome == .refused, (1...doorstep.refusalReasons.count).contains(number) else {
                guard let command = InterviewCommand(word: String(letter)) else { return wish(.ring) }
                return run(command)
            }
            let code = doorstep.refusalReasons[number - 1].code
            fields.refusalReason = fields.refusalReason == code ? nil : code
        }
        wish(.keep)
    }

    mutating func takeAppointment(_ key: Key) {
        guard let line = line(key) else { return }
        let example = t("例如 明天 10:30 或 5月12日 15:00。", "Such as tomorrow 10:30 or 2026-05-12 15:00.")
        guard let moment = TypedMoment.read(line, today: today) else {
            return say(.red, "这不是日期和时间。\(example)", "That is no day and time. \(example)")
        }
        guard moment.day >= today, let appointment = instant(moment) else {
            return say(.red, "这一天已经过去。", "That day is over.")
        }
        fields.appointment = appointment
        if fields.outcome == nil { fields.outcome = .appointment }
        open(.ending)
        wish(.keep)
    }

    private func instant(_ moment: TypedMoment.Moment) -> Instant? {
        guard let asUTC = Instant("\(moment.day)T\(moment.clock.prefix(5)):00Z") else { return nil }
        return Instant(milliseconds: asUTC.milliseconds - Int64(utcOffsetMinutes) * 60_000)
    }
}

/// Keys where one key, or one line, is asked for.
extension Interview {
    /// The key as a letter, `\n` for Enter; `nil` while a command is being typed.
    mutating func single(_ key: Key) -> Character? {
        if editor.isEmpty {
            switch key {
            case .enter: return "\n"
            case .character(let character):
                guard let plain = DisplayWidth.halfwidth(String(character)).lowercased().first else { return nil }
                if plain != ":" { return plain }
                editor.insert(":")
            case .escape: break
            default: wish(.ring)
            }
            return nil
        }
        guard let line = line(key) else { return nil }
        return DisplayWidth.halfwidth(line).lowercased().first
    }

    /// The line that Enter ends, commands taken out; `nil` while it is being typed.
    mutating func line(_ key: Key) -> String? {
        switch key {
        case .enter: break
        case .escape:
            editor = LineEditor()
            return nil
        default:
            if !editor.press(key) { wish(.ring) }
            return nil
        }
        let line = editor.text.trimmed
        editor = LineEditor()
        guard let first = DisplayWidth.halfwidth(line).first, first == ":" else { return line }
        run(line: String(line.dropFirst()))
        return nil
    }
}
