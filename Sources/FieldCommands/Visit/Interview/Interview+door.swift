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
        guard let letter = single(key, words: Self.doorWords) else { return }
        switch letter {
        case "y": return choose(.agree)
        case "r": return choose(.refuse)
        case "\n": return wish(.ring)
        default: break
        }
        if let number = letter.asciiDigit, DoorChoice.allCases.indices.contains(number - 1) {
            return choose(DoorChoice.allCases[number - 1])
        }
        runOrRing(letter)
    }

    private static let doorWords: [String: Character] = [
        "同意": "y", "yes": "y", "agree": "y", "agrees": "y", "拒绝": "r", "refuse": "r", "refuses": "r",
    ]

    private mutating func choose(_ choice: DoorChoice) {
        switch choice {
        case .agree:
            fields.consent = true
            fields.outcome = nil
            isInPublicity = survey == nil
            openStop()
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
            let place = (letter.asciiDigit ?? 0) - 1
            guard outcome == .refused, doorstep.refusalReasons.indices.contains(place) else { return runOrRing(letter) }
            let code = doorstep.refusalReasons[place].code
            fields.refusalReason = fields.refusalReason == code ? nil : code
        }
        wish(.keep)
    }
}
