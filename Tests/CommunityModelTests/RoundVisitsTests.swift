import CommunityModel
import SyncProtocol
import Testing

@Suite("Which visit of a round counts") struct RoundVisitsTests {
    private func id(_ number: Int) throws -> RecordID {
        try #require(RecordID(hex: String(repeating: "0", count: 30) + (number < 10 ? "0" : "") + String(number)))
    }

    private func attempt(
        _ number: Int, _ outcome: VisitOutcome?, at start: Int64? = nil, isVoid: Bool = false, consent: Bool? = nil
    ) throws -> RoundVisits.Attempt {
        RoundVisits.Attempt(
            id: try id(number), outcome: outcome, startedAt: start ?? Int64(number), isVoid: isVoid, consent: consent)
    }

    @Test("a visit that filled another form is an attempt, and never the survey's response")
    func otherForm() throws {
        let other = RoundVisits.Attempt(id: try id(1), outcome: .completed, startedAt: 1, isOfOtherForm: true)
        let survey = RoundVisits.Attempt(id: try id(2), outcome: .partial, startedAt: 2)
        let round = RoundVisits([other, survey], named: other.id)
        #expect(round.effective?.id == survey.id && round.response(isDoNotContact: false)?.id == survey.id)
        #expect(round.best == .completed && round.attempts.count == 2 && round.duplicates.isEmpty)
        #expect(RoundVisits([other], named: other.id).effective == nil)
    }

    @Test("of two completed visits the earlier counts and the later is a duplicate, in whatever order they arrive")
    func twoCompleted() throws {
        let visits = [try attempt(1, .completed, at: 500), try attempt(2, .completed, at: 400)]
        for order in [visits, visits.reversed()] {
            let round = RoundVisits(order, named: nil)
            #expect(round.effective?.id == (try id(2)))
            #expect(round.duplicates.map(\.id) == [try id(1)])
        }
    }

    @Test("the visit that the household names counts, also a later one, and the best outcome stays the best")
    func named() throws {
        let round = RoundVisits(
            [try attempt(1, .completed), try attempt(2, .partial), try attempt(3, .refused)], named: try id(2))
        #expect(round.effective?.id == (try id(2)))
        #expect(round.best == .completed)
        #expect(round.duplicates.map(\.id) == [try id(1)])
        #expect(round.response(isDoNotContact: false)?.id == (try id(2)))
    }

    @Test("a named visit that is void, or not of this round, is not followed")
    func namedVoid() throws {
        let visits = [try attempt(1, .completed, isVoid: true), try attempt(2, .completed)]
        #expect(RoundVisits(visits, named: try id(1)).effective?.id == (try id(2)))
        #expect(RoundVisits(visits, named: try id(9)).effective?.id == (try id(2)))
        #expect(RoundVisits(visits, named: try id(1)).attempts.count == 1)
    }

    @Test("without a completed visit the best outcome counts: partial, appointment, refused, not reached, vacant")
    func bestOutcome() throws {
        let order: [VisitOutcome] = [
            .completed, .partial, .appointment, .refused, .nobodyHome, .vacant, .duplicateHousehold,
        ]
        for (index, better) in order.enumerated() {
            for worse in order[(index + 1)...] {
                let round = RoundVisits([try attempt(1, worse), try attempt(2, better)], named: nil)
                #expect(round.best == better, "\(better) against \(worse)")
            }
        }
        let unfinished = RoundVisits([try attempt(1, nil), try attempt(2, .vacant)], named: nil)
        #expect(unfinished.best == .vacant)
    }

    @Test("refused on Monday and completed on Wednesday is no duplicate: attempts are a history")
    func refusedThenCompleted() throws {
        let round = RoundVisits([try attempt(1, .refused), try attempt(3, .completed)], named: nil)
        #expect(round.best == .completed)
        #expect(round.duplicates.isEmpty)
        #expect(round.attempts.count == 2)
    }

    @Test("answers without consent never count; of a household not to be contacted only with consent on record")
    func consent() throws {
        func response(_ consent: Bool?, doNotContact: Bool) throws -> Bool {
            let round = RoundVisits([try attempt(1, .completed, consent: consent)], named: nil)
            return round.response(isDoNotContact: doNotContact) != nil
        }
        #expect(try response(nil, doNotContact: false))
        #expect(try response(true, doNotContact: true))
        #expect(try !response(nil, doNotContact: true))
        #expect(try !response(false, doNotContact: false))
    }

    @Test("a visit that states no start is as old as its record")
    func start() throws {
        var generator = SystemRandomNumberGenerator()
        let made = RecordID(milliseconds: 1_700_000_000_123, using: &generator)
        #expect(RoundVisits.Attempt(id: made, outcome: .completed, startedAt: nil).startedAt == 1_700_000_000_123)
    }

    @Test("every choice of the schema's field is an outcome")
    func choices() throws {
        let schema = try #require(Schema(document: BuiltInSchema.document))
        let field = try #require(schema.type(RecordTypes.visit)?.field(named: "outcome"))
        #expect(Set(field.choices.map(\.code)) == Set(VisitOutcome.allCases.map(\.rawValue)))
    }
}
