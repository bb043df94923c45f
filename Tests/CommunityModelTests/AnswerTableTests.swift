import CommunityModel
import Testing

@Suite("Answers by number") struct AnswerTableTests {
    @Test("the book gives what the rate gives, for every combination of answers that occurs")
    func agrees() throws {
        let rates = SurveyRate.all(under: CampaignSettings())
        var book = AnswerTable(rates)
        let choices: [String?] = [
            nil, "never", "heard", "know_well", "none", "law", "law eco", "3", "30", "-1", "0", "yes",
        ]
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let given = book.questions.map { _ in choices.randomElement(using: &generator) ?? nil }
            var numbers: [AnswerTable.Number] = []
            for (position, text) in given.enumerated() {
                guard let text else {
                    numbers.append(0)
                    continue
                }
                let bytes = Array(text.utf8)
                numbers.append(book.number(at: position, bytes.span) { _ in SurveyAnswer(text: text) })
            }
            let questions = book.questions
            for (index, rate) in rates.enumerated() {
                for isCompleted in [true, false] {
                    let expected = rate.contribution(isCompleted: isCompleted) { question in
                        questions.firstIndex(of: question).flatMap { given[$0] }.flatMap { SurveyAnswer(text: $0) }
                    }
                    let made = book.contribution(to: index, isCompleted: isCompleted) { numbers[$0] }
                    #expect(made == expected, "\(rate.id) \(given)")
                }
            }
        }
    }

    @Test("a text is read once, however often it is given")
    func once() {
        var book = AnswerTable(SurveyRate.all)
        var reads = 0
        let texts = ["heard", "never", "heard", "heard", "never"].map { Array($0.utf8) }
        let numbers = texts.map { text in
            book.number(at: 0, text.span) { _ in
                reads += 1
                return SurveyAnswer(text: "x")
            }
        }
        #expect(numbers == [1, 2, 1, 1, 2])
        #expect(reads == 2)
    }
}
