internal import Foundation
internal import Questionnaires

/// Opens a form and answers it from the first question to the last as a terminal does: after each answer it asks for
/// the way through the form, and for the view of the next question.
struct FormMeasure {
    let xml: String
    var opening = 0.0
    var answers: [Double] = []
    var resuming = 0.0

    init(_ xml: String) throws {
        self.xml = xml
        // The first opening in a process also sets libxml2 and Foundation up; a person waits for that too.
        opening = try milliseconds { _ = try Self.open(xml) }
        let session = try Self.open(xml)
        var asked = session.steps().compactMap(Self.path)
        var index = 0
        while index < asked.count {
            let path = asked[index]
            guard let view = session.view(at: path) else { throw BenchmarkFault(text: "no view at \(path)") }
            for answer in Self.answers(to: view) {
                var isAccepted = false
                answers.append(
                    milliseconds {
                        isAccepted = session.answer(at: path, answer) == .accepted
                        asked = session.steps().compactMap(Self.path)
                        let place = asked.firstIndex(of: path) ?? index
                        _ = session.view(at: asked[min(place + 1, asked.count - 1)])
                    })
                if isAccepted { break }
            }
            index = (asked.firstIndex(of: path) ?? index) + 1
        }
        guard answers.count >= asked.count / 2 else { throw BenchmarkFault(text: "\(answers.count) answers only") }
        let draft = session.serialise(includingIrrelevant: true)
        let form = session.form
        resuming = try median(5) { _ = try FormSession(form, resuming: draft, environment: Self.environment) }
    }

    var json: [String: Double] {
        let sorted = answers.sorted()
        return [
            "opening_milliseconds": opening, "answers": Double(answers.count),
            "answer_milliseconds_median": sorted[sorted.count / 2],
            "answer_milliseconds_p99": sorted[sorted.count * 99 / 100],
            "answer_milliseconds_max": sorted[sorted.count - 1], "resuming_milliseconds": resuming,
        ]
    }

    private static func open(_ xml: String) throws -> FormSession {
        try FormSession(try FormDefinition.parse(xml: xml), environment: environment)
    }

    private static func path(_ step: FormStep) -> String? {
        if case .question(let path) = step { path } else { nil }
    }

    /// Answers to try, until one fits.
    private static func answers(to view: QuestionView) -> [FormAnswer] {
        if view.isReadonly { return [] }
        if let first = view.choices.first { return [.text(first.name)] }
        switch view.question.type {
        case .int, .decimal: return [.text("7"), .text("1"), .text("0"), .text("100")]
        case .date: return [.text("2026-01-15"), .text("2027-01-15")]
        case .time: return [.text("10:30")]
        case .geopoint: return [.text("23.1 113.3")]
        case .string: return [.text("好"), .text("13800000000")]
        default: return []
        }
    }

    private static var environment: FormEnvironment {
        FormEnvironment(
            now: { LocalMoment(localMilliseconds: 1_795_500_000_000) }, utcOffsetMinutes: 480, instanceID: "uuid:1",
            uuid: { "1" }, random: { 0.5 })
    }
}
