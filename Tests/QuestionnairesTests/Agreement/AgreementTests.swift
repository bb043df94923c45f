import Foundation
import Questionnaires
import Testing

/// Our engine against JavaRosa, the engine inside ODK Collect, on forms written after the field's conventions.
///
/// Each folder of `forms/` holds a form, answers in the order they are given, and the instance that JavaRosa wrote from
/// them. `Deploy/forms/javarosa.sh` writes those anew and fails when they are stale.
struct AgreementTests {
    @Test("there are at least thirty forms, each with answers that JavaRosa took")
    func formsAreMany() throws {
        #expect(AgreementForm.all.count >= 30)
        for form in AgreementForm.all {
            let script = try form.script()
            #expect(script.answers.contains { $0.refusal == nil }, "\(form)")
        }
    }

    @Test("given the same answers, the same ones are refused for the same reason", arguments: AgreementForm.all)
    func refusalsAgree(_ form: AgreementForm) throws {
        let session = try form.session()
        for answer in try form.script().answers {
            let refusal = answer.give(to: session)
            #expect(refusal == answer.refusal, "\(form): \(answer.path) = \(answer.value)")
        }
    }

    @Test("given the same answers, the instances agree node for node", arguments: AgreementForm.all)
    func instancesAgree(_ form: AgreementForm) throws {
        let script = try form.script()
        let session = try form.session()
        for answer in script.answers { _ = answer.give(to: session) }
        session.finish()
        let expected = try InstanceNodes.read(form.text("instance.xml"), changing: script.changing)
        let found = try InstanceNodes.read(session.serialise(), changing: script.changing)
        #expect(found == expected, "\(form)")
    }

    @Test("at the end the same first fault is found, or none", arguments: AgreementForm.all)
    func endsAgree(_ form: AgreementForm) throws {
        let script = try form.script()
        let session = try form.session()
        for answer in script.answers { _ = answer.give(to: session) }
        let fault = session.validateAll().first.map { "\($0.code.rawValue) \($0.path.replacing("[1]", with: ""))" }
        #expect(fault == script.invalid, "\(form)")
    }

    @Test("an instance left after every answer and resumed ends the same", arguments: AgreementForm.all)
    func resumedInstancesAgree(_ form: AgreementForm) throws {
        let script = try form.script()
        let definition = try form.definition()
        var session = try form.session(of: definition)
        for answer in script.answers {
            _ = answer.give(to: session)
            session = try form.session(of: definition, resuming: session.serialise(includingIrrelevant: true))
        }
        session.finish()
        let expected = try InstanceNodes.read(form.text("instance.xml"), changing: script.changing)
        let found = try InstanceNodes.read(session.serialise(), changing: script.changing)
        #expect(found == expected, "\(form)")
    }
}
