internal import CommandKit
internal import CommunityModel
internal import Questionnaires
internal import TerminalKit

/// Behind the last question: what is missing, the publicity record, and saving.
extension Interview {
    /// How many missing answers have a number key of their own.
    static let missingShownMax = 9

    /// The result of the visit as it stands: the form may say itself that there was nobody to ask.
    var outcomeAtEnd: VisitOutcome {
        if let survey, let word = survey.session.answers().first(where: { !$0.isAsked && $0.name == .outcome })?.text,
            let outcome = VisitOutcome(rawValue: word)
        {
            return outcome
        }
        if isMaterialOnly { return .nobodyHome }
        return isSurveyComplete ? .completed : .partial
    }

    /// Whether nobody was there to be asked, and the publicity record tells what was left at the door.
    private var isMaterialOnly: Bool {
        guard survey == nil || fields.consent != true else { return false }
        if fields.outcome == .nobodyHome { return true }
        let isLeft = publicity?.session.answers().contains { $0.name == "left_material_only" && $0.text == "true" }
        return survey == nil && isLeft == true
    }

    private var isSurveyComplete: Bool {
        isInPublicity && survey != nil ? fields.outcome != .partial : missing.isEmpty
    }

    mutating func takeAtReview(_ key: Key) {
        if key == .left, editor.isEmpty { return run(.back) }
        guard let letter = single(key) else { return }
        if letter == "\n" { return finishForm() }
        if letter == "p", canRecordPublicity { return wish(.openPublicity) }
        if let number = letter.asciiDigit, number >= 1 {
            let paths = missing.map(\.path) + unconfirmed.map(\.path)
            guard number <= min(paths.count, Self.missingShownMax) else { return wish(.ring) }
            if walk?.go(to: paths[number - 1]) == true { arriveAtStop() } else { wish(.ring) }
            return
        }
        runOrRing(letter)
    }

    /// Questions with ticks that the form has not taken, beside those that are missing anyway.
    var unconfirmed: [QuestionView] {
        guard let walk else { return [] }
        let told = Set(missing.map(\.path))
        return walk.picks.keys.filter { !told.contains($0) }.sorted().compactMap { walk.session.view(at: $0) }
    }

    /// Whether a publicity record may still be begun, or looked at again.
    var canRecordPublicity: Bool { survey != nil && !isInPublicity && !outcomeAtEnd.takesAppointment }

    private mutating func finishForm() {
        let outcome = outcomeAtEnd
        fields.outcome = outcome
        wish(.keep)
        if outcome.takesAppointment { return open(.ending) }
        if canRecordPublicity, publicity == nil { return open(.offer) }
        wish(.submit)
    }

    mutating func takeAtOffer(_ key: Key) {
        guard let letter = single(key, words: Self.yesNoWords) else { return }
        switch letter {
        case "y", "1", "是": wish(.openPublicity)
        case "n", "2", "否", "\n": wish(.submit)
        default: runOrRing(letter)
        }
    }

    /// Goes on with the publicity form, once it is there.
    mutating func begin(publicity walk: FormNavigator) {
        publicity = walk
        isInPublicity = true
        speak()
        openStop()
    }
}
