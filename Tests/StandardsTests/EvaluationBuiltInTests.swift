import BuiltInContent
import StandardFiles
import SyncProtocol
import Testing
import Values

@testable import Standards

/// The standards that ship, held against generated values: every threshold must be able to come out both ways.
@Suite("Judging the built-in standards") struct EvaluationBuiltInTests {
    static let standards: [Standard] = BuiltInFiles.standards.compactMap { file in
        try? StandardFile.read(bytes: file.bytes, name: file.name).get().standard
    }

    private func evaluator(_ standard: Standard) -> Evaluator { Evaluator(standard, includesDisabled: true) }

    @Test("all five are read")
    func read() {
        #expect(Self.standards.count == 5)
        #expect(Self.standards.map(\.indicators.count).reduce(0, +) == 292)
    }

    @Test("where nothing is known every indicator is no data, only reported, or does not apply", arguments: standards)
    func empty(standard: Standard) throws {
        for includesDisabled in [false, true] {
            let judgements = try Evaluator(standard, includesDisabled: includesDisabled).judgeAll(under: recorded())
            #expect(judgements.map(\.code) == standard.indicators.map(\.code))
            for judgement in judgements {
                #expect(
                    [.noData, .reportOnly, .notApplicable].contains(judgement.outcome),
                    "\(judgement.code) \(judgement.outcome)")
                #expect(!judgement.reason.zh.isEmpty && !judgement.reason.en.isEmpty, "\(judgement.code)")
            }
        }
    }

    @Test("every indicator that is not only reported reaches both pass and fail", arguments: standards)
    func bothWays(standard: Standard) throws {
        let evaluator = evaluator(standard)
        for indicator in standard.indicators where indicator.assessment != .report {
            for (wish, outcome) in [(true, Outcome.pass), (false, .fail)] {
                var wanted = Wanted(standard)
                wanted.make(indicator, wish)
                let judgement = try evaluator.judge(indicator, under: wanted.values)
                #expect(
                    judgement.outcome == outcome, "\(indicator.code): \(judgement.reason.en) \(wanted.values.values)")
            }
        }
    }

    @Test("every deciding check that has a threshold reaches both pass and fail", arguments: standards)
    func checksBothWays(standard: Standard) throws {
        let evaluator = evaluator(standard)
        for indicator in standard.indicators {
            for (place, check) in indicator.checks.enumerated() where check.decides {
                for (wish, outcome) in [(true, Outcome.pass), (false, .fail)] {
                    var wanted = Wanted(standard)
                    if let condition = indicator.applicability { wanted.make(condition, true) }
                    wanted.make(check, of: indicator, wish)
                    let judgement = try evaluator.judge(indicator, under: wanted.values)
                    #expect(judgement.checks[place].outcome == outcome, "\(check.code)")
                }
            }
        }
    }

    @Test("every case of every threshold can be chosen and comes out both ways", arguments: standards)
    func everyCase(standard: Standard) throws {
        for indicator in standard.indicators {
            guard case .cases(let cases)? = indicator.threshold else { continue }
            for choice in cases.indices {
                for (wish, outcome) in [(true, Outcome.pass), (false, .fail)] {
                    var wanted = Wanted(standard)
                    wanted.make(indicator, wish, choosing: choice)
                    #expect(
                        try evaluator(standard).judge(indicator, under: wanted.values).outcome == outcome,
                        "\(indicator.code) \(choice)")
                }
            }
        }
    }

    @Test(
        "every name of every built-in standard is known, and every value of the right type is read back",
        arguments: standards)
    func names(standard: Standard) throws {
        let names = standard.names
        for name in names.all { #expect(names.meaning(of: name) != nil, "\(name)") }
        for indicator in standard.indicators {
            for fact in indicator.facts {
                guard case .fact = names.meaning(of: fact.name) else {
                    Issue.record("\(fact.name) is no fact")
                    continue
                }
            }
            for question in standard.questions(for: indicator) {
                #expect(names.meaning(of: question.name) != nil, "\(question.name) of \(indicator.code)")
            }
        }
    }

    @Test("odd values never crash", arguments: standards)
    func oddValues(standard: Standard) throws {
        let huge = Value.decimal(decimal(String(repeating: "9", count: 34)))
        let tiny = Value.decimal(decimal("-0." + String(repeating: "0", count: 33) + "1"))
        for value in [huge, tiny, .integer(.min), .integer(.max), .integer(0), .text(""), .boolean(true), .tuple([])] {
            var values: [String: Value] = [:]
            for name in standard.names.all { values[name] = value }
            let odd = recorded(values).with {
                $0.answering = { _, _ in Measured(number: ExactFraction(.max), source: "") }
            }
            let judgements = try evaluator(standard).judgeAll(under: odd)
            #expect(judgements.count == standard.indicators.count)
        }
    }
}
