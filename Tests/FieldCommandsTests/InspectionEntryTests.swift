import SyncProtocol
import Testing
import Values

@testable import FieldCommands
@testable import Standards

/// What an inspector types at an indicator, read by what was asked.
@Suite struct InspectionEntryTests {
    private static let choices: InspectionQuestion.AnswerKind = .choice([
        Field.Choice(code: "gas", title: Localized(zh: "燃气", en: "gas")),
        Field.Choice(code: "coal", title: Localized(zh: "煤", en: "coal")),
    ])

    private func read(_ line: String, _ answer: InspectionQuestion.AnswerKind) -> InspectionEntry {
        InspectionEntry.read(line, for: InspectionQuestion(name: "x", title: Localized("x"), answer: answer, unit: nil))
    }

    @Test(arguments: [
        ("y", InspectionEntry.answer(.boolean(true))), ("是", .answer(.boolean(true))), ("１", .answer(.boolean(true))),
        ("n", .answer(.boolean(false))), ("no", .answer(.boolean(false))), ("没有", .answer(.boolean(false))),
        ("也许", .unclear),
    ])
    func `yes and no are said in either language; a lone n is no`(line: String, input: InspectionEntry) {
        #expect(read(line, .boolean) == input)
    }

    @Test func `full-width digits count, and what is no number of the kind is told so`() {
        #expect(read("１７８", .integer) == .answer(.integer(178)))
        #expect(read("178.5", .integer) == .unclear)
        #expect(read("178.50", .number) == .answer(.number("178.5")))
        #expect(read("2011-05-12", .date) == .answer(.string("2011-05-12")))
        #expect(read("2011-02-30", .date) == .unclear)
    }

    @Test func `a choice is named by its number, its code or its title`() {
        for line in ["2", "coal", "煤"] { #expect(read(line, Self.choices) == .answer(.string("coal")), "\(line)") }
        #expect(read("3", Self.choices) == .unclear)
    }

    @Test func `letters are commands, but behind a colon only where any text is an answer`() {
        #expect(read("b", .boolean) == .back && read("s", .integer) == .skip && read("q", .date) == .quit)
        #expect(read("b", .text) == .answer(.string("b")) && read("：b", .text) == .back)
        #expect(read("n 走廊黑", .boolean) == .note("走廊黑") && read(":g h1", .text) == .jump("h1"))
        #expect(read("x 没有电梯", .integer) == .exempt("没有电梯"))
        #expect(read("p 23.1,113.2", .integer) == .position("23.1,113.2"))
        #expect(read(":b 1", .text) == .unclear)
    }

    @Test func `an empty line keeps, a minus takes back, a question mark asks`() {
        #expect(read("  ", .text) == .keep && read("－", .number) == .clear && read("？", .text) == .help)
    }
}
