import ArgumentParser
import CommandKit
import FormOutlines
import Questionnaires
import Testing
import Values

@Suite struct FormOutlineTests {
    private static let form = """
        <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
            xmlns:jr="http://openrosa.org/javarosa">
          <h:head><h:title>门窗</h:title>
            <model>
              <itext>
                <translation lang="中文"><text id="/d/w"><value>有几扇窗？</value></text></translation>
                <translation lang="English"><text id="/d/w"><value>How many windows?</value></text></translation>
              </itext>
              <instance><d id="windows" version="1"><w/><sort/></d></instance>
              <bind nodeset="/d/w" type="int" required="true()"/>
              <bind nodeset="/d/sort" type="string"/>
            </model>
          </h:head>
          <h:body>
            <input ref="/d/w"><label ref="jr:itext('/d/w')"/></input>
            <select1 ref="/d/sort"><label>Sort</label>
              <item><label>wood</label><value>w</value></item>
              <item><label>metal</label><value>m</value></item>
            </select1>
          </h:body>
        </h:html>
        """

    private func outline() throws -> FormOutline {
        FormOutline(try FormDefinition.parse(bytes: Array(Self.form.utf8)))
    }

    @Test func `questions are told in their order, with labels by language and choices by name`() throws {
        guard case .array(let questions) = try outline().json else {
            Issue.record("no array")
            return
        }
        #expect(questions.map { $0["name"] } == [.string("w"), .string("sort")])
        #expect(questions[0]["type"] == .string("int"))
        #expect(questions[0]["mayBeRequired"] == .boolean(true))
        #expect(questions[0]["labels"]?["English"] == .string("How many windows?"))
        #expect(questions[0]["labels"]?["中文"] == .string("有几扇窗？"))
        guard case .array(let choices)? = questions[1]["choices"] else {
            Issue.record("no choices")
            return
        }
        #expect(choices.map { $0["name"] } == [.string("w"), .string("m")])
    }

    @Test(arguments: [("zh", "有几扇窗？", "2 个题目"), ("en", "How many windows?", "2 questions")])
    func `people read the questions in their language`(language: String, label: String, size: String) throws {
        let output = Output(try CommonOptions.parse(["--lang", language]))
        let text = try outline().text(output)
        #expect(text.contains(label) && text.contains("w wood; m metal"))
        #expect(try outline().summary(output).hasPrefix(size))
    }
}
