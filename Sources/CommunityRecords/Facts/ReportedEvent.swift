internal import SyncProtocol
internal import Values

/// Something that was held, with every record that reports it: the community and the hospital may both have written it
/// down (domain.md 6.7, row 10). It counts once.
struct ReportedEvent {
    /// By id; at least one.
    let reports: [Activity]

    /// Puts together what is linked, directly or not, in whichever direction, and also by way of a record that is not here.
    ///
    /// - Parameter activities: All that there are.
    /// - Returns: The events, by the least id of their reports.
    static func gather(_ activities: [Activity]) -> [ReportedEvent] {
        var leaders: [RecordID: RecordID] = [:]
        func leader(of id: RecordID) -> RecordID {
            var current = id
            while let next = leaders[current], next != current { current = next }
            return current
        }
        for activity in activities {
            guard let other = activity.sameAs else { continue }
            let (first, second) = (leader(of: activity.id), leader(of: other))
            if first != second { leaders[max(first, second)] = min(first, second) }
        }
        return Dictionary(grouping: activities) { leader(of: $0.id) }
            .map { ReportedEvent(reports: $0.value.sorted { $0.id < $1.id }) }
            .sorted { $0.reports[0].id < $1.reports[0].id }
    }

    /// Whether an event counts.
    enum Validity {
        case counts, hangs, doesNotCount
    }

    /// Whether the event counts where only some of its reports matter, and the record that stands for it.
    ///
    /// The day of an event is that of a confirmed report before others (domain.md 6.7, row 11), then that of the report
    /// which the others point at. Where people disagree about a report it counts only if every reading of it does.
    ///
    /// - Parameters:
    ///   - matches: Whether a reading is of the kind that is asked for.
    ///   - isWithin: Whether a day is asked for.
    /// - Returns: The standing, and the report whose day decides; `nil` where no report matches.
    func standing(
        _ matches: (Activity.Reading) -> Bool, isWithin: (CalendarDate) -> Bool
    ) -> (standing: Validity, record: RecordID)? {
        let matching = reports.filter { $0.readings.contains(where: matches) }
        guard let speaker = speaker(among: matching, matches) else { return nil }
        // A report of which some readings match may hand its place to another: all that speak then are looked at.
        let isCertain = speaker.readings.count == 1
        let readings = isCertain ? speaker.readings : matching.flatMap(\.readings)
        let counting = readings.count { matches($0) && isWithin($0.date) }
        if counting == readings.count { return (.counts, speaker.id) }
        return (counting == 0 ? .doesNotCount : .hangs, speaker.id)
    }

    private func speaker(among matching: [Activity], _ matches: (Activity.Reading) -> Bool) -> Activity? {
        let pointedAt = Set(reports.compactMap(\.sameAs))
        func rank(_ activity: Activity) -> Int {
            let isConfirmed = activity.readings.contains { $0.state == "confirmed" && matches($0) }
            return (isConfirmed ? 0 : 2) + (pointedAt.contains(activity.id) ? 0 : 1)
        }
        return matching.min { (rank($0), $0.id) < (rank($1), $1.id) }
    }
}
