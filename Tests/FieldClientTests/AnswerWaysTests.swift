import BuiltInContent
import Foundation
import Questionnaires
import SyncProtocol
import Testing
import Values

@testable import FieldClient

/// Which way answers come makes no difference to what a record holds of them.
@Suite("Answers by every way") struct AnswerWaysTests {
    /// A form of the practice set beside this test's neighbour, which JavaRosa agrees on, or one that ships.
    struct Practice: CustomStringConvertible, Sendable {
        let name: String
        let xml: String
        let files: [String: String]

        var description: String { name }

        private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "QuestionnairesTests/Agreement/forms")

        static let all: [Practice] = {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            // Four of them are the forms that ship.
            let shipped = ["67-", "68-", "69-", "70-"]
            return names.sorted().filter { name in !shipped.contains { name.hasPrefix($0) } }.compactMap { name in
                let form = folder.appending(path: name)
                guard let xml = try? String(contentsOf: form.appending(path: "form.xml"), encoding: .utf8) else {
                    return nil
                }
                let files = (try? FileManager.default.contentsOfDirectory(atPath: form.path)) ?? []
                let lists = files.filter { !["form.xml", "instance.xml", "answers.json"].contains($0) }
                return Practice(
                    name: name, xml: xml,
                    files: Dictionary(
                        uniqueKeysWithValues: lists.compactMap { file in
                            (try? String(contentsOf: form.appending(path: file), encoding: .utf8)).map { (file, $0) }
                        }))
            }
        }()

        func definition() throws -> FormDefinition {
            try FormDefinition.parse(xml: xml, resources: FormResources(files: files))
        }
    }

    private func environment(_ seed: UInt64) -> FormEnvironment {
        let catalogues = ["NH11 NH12 SY13 QP11 KM09", "KM09", "NH12 QP11"]
        let properties = [
            "deviceid": "tablet", "username": "lihua", "visit_round": "1", "city_name": "佛山",
            "campaign_catalogues": catalogues[Int(seed % 3)],
            "sensitive_questions": seed.isMultiple(of: 2) ? "I J" : "",
        ]
        return FormEnvironment(
            now: { LocalMoment(localMilliseconds: 1_795_515_330_000) }, utcOffsetMinutes: 480, instanceID: "uuid:1",
            properties: properties, uuid: { "u-1" }, random: { 0.25 })
    }

    /// The answers of a session as one would write them down: what was asked and said, and `null` for what was not said.
    private func members(_ session: FormSession) -> [JSONValue.Member] {
        let said = Dictionary(uniqueKeysWithValues: session.answers().map { ($0.path, $0) })
        let questions = Dictionary(
            session.form.questions.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        return session.steps().compactMap { step in
            switch step {
            case .question(let path):
                guard let view = session.view(at: path), !view.question.isCalculated else { return nil }
                let name = path.split(separator: "/").dropFirst().joined(separator: "/")
                guard let field = said[path] else { return .init(name, .null) }
                guard field.isAsked, !field.isFromDevice else { return nil }
                // In the order in which they were ticked: a form may ask for the first of them.
                if case .choices(let names) = field.value { return .init(name, .array(names.map { .string($0) })) }
                return .init(name, JSONValue(Value(field, of: questions[field.formPath])))
            case .addEntry(let path, _):
                // An instance tells of every repeat how many entries it has; so does a list, also an empty one.
                let isEmpty = !session.steps().contains { step in
                    if case .entry(let entry, _, _, _) = step { entry.hasPrefix(path + "[") } else { false }
                }
                return isEmpty ? .init(path.split(separator: "/").dropFirst().joined(separator: "/"), .array([])) : nil
            default: return nil
            }
        }
    }

    private struct Said: Hashable {
        let answers: [FormContent.HeldAnswer]
        let missing: [String]
        let faults: [String]

        init(_ content: FormContent) {
            // As cells they have no order.
            answers = content.answers.sorted { $0.name < $1.name }
            missing = content.missing.map { "\($0.name): \($0.text.zh)" }
            faults = content.faults.map { "\($0.name): \($0.text.zh)" }
        }
    }

    private func agree(_ form: FormDefinition, seeds: Range<UInt64>, withTerminal: Bool) throws -> Int {
        var count = 0
        for seed in seeds {
            let session = try FormSession(form, environment: environment(seed))
            var person = RandomPerson(seed: seed)
            person.fill(session)
            let json = Said(
                FormContent(try FormFilling(form, .named(members(session)), environment: environment(seed))))
            let xml = Said(
                FormContent(try FormFilling(form, .instance(session.serialise()), environment: environment(seed))))
            #expect(json == xml, "seed \(seed)")
            let typed = Said(FormContent(session))
            // At a terminal an answer may stay that a later one made wrong; a file with it is refused.
            if withTerminal, typed.faults.isEmpty { #expect(json == typed, "seed \(seed)") }
            count += json.answers.count
        }
        return count
    }

    @Test(
        "JSON, XML and the terminal give the same content of the forms that ship",
        arguments: BuiltInFiles.forms.map(\.name))
    func shipped(name: String) throws {
        let file = try #require(BuiltInFiles.forms.first { $0.name == name })
        let count = try agree(try FormDefinition.parse(bytes: file.bytes), seeds: 0..<120, withTerminal: true)
        #expect(count > 1_000, "the persons said something")
    }

    @Test("JSON and XML give the same content of every practice form", arguments: Practice.all)
    func practice(_ practice: Practice) throws {
        _ = try agree(try practice.definition(), seeds: 0..<12, withTerminal: false)
    }

    @Test("the practice forms are there") func present() { #expect(Practice.all.count == 70) }
}
