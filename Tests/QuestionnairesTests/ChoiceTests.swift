import Questionnaires
import Testing

private let lists = """
    <itext><translation lang="English (en)" default="true()">
      <text id="c-0"><value>Canton</value></text><text id="c-1"><value>Foshan</value></text>
      <text id="c-2"><value>Paris</value></text><text id="/data/city:label"><value>City</value></text>
      <text id="/data/city:hint"><value>where</value></text>
    </translation><translation lang="中文 (zh)">
      <text id="c-0"><value>广州</value></text><text id="c-1"><value>佛山</value></text>
      <text id="c-2"><value>-</value></text><text id="/data/city:label"><value>城市</value></text>
    </translation></itext>
    <instance id="city"><root>
      <item><itextId>c-0</itextId><name>gz</name><land>cn</land></item>
      <item><itextId>c-1</itextId><name>fs</name><land>cn</land></item>
      <item><itextId>c-2</itextId><name>pa</name><land>fr</land></item>
    </root></instance>
    <bind nodeset="/data/land" type="string"/><bind nodeset="/data/city" type="string"/>
    <bind nodeset="/data/likes" type="string" constraint="count-selected(.) &lt;= 2"/>
    <bind nodeset="/data/label" calculate="jr:choice-name( /data/city , ' /data/city ')"/>
    """

private let body = """
    <select1 ref="/data/land"><label>Land</label>
      <item><label>China</label><value>cn</value></item><item><label>France</label><value>fr</value></item>
    </select1>
    <select1 ref="/data/city"><label ref="jr:itext('/data/city:label')"/><hint ref="jr:itext('/data/city:hint')"/>
      <itemset nodeset="instance('city')/root/item[land= /data/land ]">
        <value ref="name"/><label ref="jr:itext(itextId)"/></itemset>
    </select1>
    <select ref="/data/likes"><label>Likes</label>
      <item><label>A</label><value>a</value></item><item><label>B</label><value>b</value></item>
      <item><label>C</label><value>c</value></item>
    </select>
    """

private func start() throws -> FormSession {
    try Sample.session(
        Sample.form(instance: "<land/><city/><likes/><label/>", model: lists, body: body))
}

@Suite struct ChoiceTests {
    @Test func `a filter follows the answers, and a choice that is lost goes`() throws {
        let session = try start()
        #expect(session.choices(at: "/data/city").isEmpty)
        _ = session.answer(at: "/data/land", .text("cn"))
        #expect(session.choices(at: "/data/city").map(\.name) == ["gz", "fs"])
        #expect(session.answer(at: "/data/city", .text("fs")) == .accepted)
        #expect(session.answers().first { $0.name == "label" }?.text == "Foshan")
        _ = session.answer(at: "/data/land", .text("fr"))
        #expect(session.view(at: "/data/city")?.value == nil)
        #expect(session.answers().first { $0.name == "label" } == nil)
    }

    @Test func `a choice that is not on the list is refused`() throws {
        let session = try start()
        for (path, answer) in [
            ("/data/land", FormAnswer.text("de")), ("/data/city", .text("gz")), ("/data/likes", .choices(["a", "x"])),
            ("/data/likes", .choices(["a", "a"])), ("/data/land", .choices(["cn", "fr"])),
        ] {
            guard case .refused = session.answer(at: path, answer) else {
                Issue.record("\(answer) was taken at \(path)")
                continue
            }
        }
        #expect(session.answers().allSatisfy { $0.name == "instanceID" })
    }

    @Test func `several choices keep the order in which they were chosen`() throws {
        let session = try start()
        #expect(session.answer(at: "/data/likes", .text("c a")) == .accepted)
        #expect(session.view(at: "/data/likes")?.value == .choices(["c", "a"]))
        #expect(session.serialise().contains("<likes>c a</likes>"))
        guard case .refused(let violation) = session.answer(at: "/data/likes", .text("a b c")) else {
            Issue.record("three were taken")
            return
        }
        #expect(violation.code == .constraint)
    }

    @Test func `labels, hints and choices speak the session's language and fall back`() throws {
        let session = try start()
        #expect(session.form.languages == ["English (en)", "中文 (zh)"])
        _ = session.answer(at: "/data/land", .text("fr"))
        session.language = "中文 (zh)"
        let view = try #require(session.view(at: "/data/city"))
        #expect(view.label == "城市")
        #expect(view.hint == "where")
        #expect(view.choices.map(\.name) == ["pa"])
        #expect(view.choices.map(\.label) == ["Paris"])
    }

    @Test func `a list beside the form is read from CSV, and pulldata finds its rows`() throws {
        let session = try Sample.session(
            Sample.form(
                instance: "<place/><head/>",
                model: """
                    <instance id="places" src="jr://file-csv/places.csv"/>
                    <bind nodeset="/data/place" type="string"/>
                    <bind nodeset="/data/head" calculate="pulldata('places', 'head', 'name', /data/place)"/>
                    """,
                body: """
                    <select1 ref="/data/place"><label>P</label><itemset nodeset="instance('places')/root/item">
                    <value ref="name"/><label ref="label"/></itemset></select1>
                    """), files: ["places.csv": "name,label,head\np1,锦园,Li\np2,南园,Wu\n"])
        #expect(session.choices(at: "/data/place").map(\.label) == ["锦园", "南园"])
        _ = session.answer(at: "/data/place", .text("p2"))
        #expect(session.answers().first { $0.name == "head" }?.text == "Wu")
        #expect(session.form.resourceNames == ["places.csv"])
        #expect(session.form.question("place")?.choices.map(\.name) == ["p1", "p2"])
    }
}

/// Lists that are filtered by the answer to another list, three levels deep: street, community, building.
@Suite struct CascadeTests {
    private func start(middle: String = "/data/c") throws -> FormSession {
        let rows = { (id: String, rows: [(String, String)]) in
            "<instance id=\"\(id)\"><root>"
                + rows.map { "<item><name>\($0.0)</name><label>\($0.0)</label><up>\($0.1)</up></item>" }.joined()
                + "</root></instance>"
        }
        let question = { (name: String, filter: String) in
            """
            <select1 ref="/data/\(name)"><label>\(name)</label>
            <itemset nodeset="instance('\(name)')/root/item\(filter)"><value ref="name"/><label ref="label"/></itemset>
            </select1>
            """
        }
        // Asked from below upwards too: the order of the form is not that of the filters.
        let body =
            question("d", "[up= /data/b ]") + question("s", "") + question("c", "[up= /data/s ]")
            + question("b", "[up= \(middle) ]")
        let model =
            rows("s", [("s1", ""), ("s2", "")]) + rows("c", [("c1", "s1"), ("c2", "s2")])
            + rows("b", [("b1", "c1"), ("b2", "c2")]) + rows("d", [("d1", "b1"), ("d2", "b2")])
            + ["s", "c", "b", "d"].map { "<bind nodeset=\"/data/\($0)\" type=\"string\"/>" }.joined()
            + "<bind nodeset=\"/data/known\" calculate=\" /data/c \"/>"
        return try Sample.session(Sample.form(instance: "<s/><c/><b/><d/><known/>", model: model, body: body))
    }

    private func answers(_ session: FormSession) -> [String: String] {
        Dictionary(
            session.answers().filter(\.isAsked).map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
    }

    @Test(
        arguments: ["/data/c", "/data/known"])
    func `when the first of a cascade changes, the choices that are lost go all the way down`(middle: String) throws {
        let session = try start(middle: middle)
        for (name, choice) in [("s", "s1"), ("c", "c1"), ("b", "b1"), ("d", "d1")] {
            #expect(session.answer(at: "/data/\(name)", .text(choice)) == .accepted)
        }
        #expect(session.answer(at: "/data/s", .text("s2")) == .accepted)
        #expect(answers(session) == ["s": "s2"])
        #expect(session.validateAll().isEmpty)
        for (name, choice) in [("c", "c2"), ("b", "b2"), ("d", "d2")] {
            #expect(session.answer(at: "/data/\(name)", .text(choice)) == .accepted)
        }
        #expect(session.answer(at: "/data/s", .text("s1")) == .accepted)
        #expect(answers(session) == ["s": "s1"])
    }
}

/// Choices of a list that are shown and could never be chosen.
@Suite struct ListedNameTests {
    private func form(_ control: String, csv: String?, items: String = "") throws -> FormDefinition {
        let source =
            csv == nil
            ? "<instance id=\"l\"><root>\(items)</root></instance>" : "<instance id=\"l\" src=\"jr://file-csv/l.csv\"/>"
        let xml = Sample.form(
            instance: "<likes/>", model: source + "<bind nodeset=\"/data/likes\" type=\"string\"/>",
            body: """
                <\(control) ref="/data/likes"><label>L</label><itemset nodeset="instance('l')/root/item">
                <value ref="name"/><label ref="label"/></itemset></\(control)>
                """)
        return try FormDefinition.parse(xml: xml, resources: FormResources(files: csv.map { ["l.csv": $0] } ?? [:]))
    }

    @Test(
        arguments: [
            ("select", "name,label\na,A\nb c,B\n"), ("odk:rank", "name,label\na,A\nb\u{3000}c,B\n"),
            ("select1", "name,label\na,A\n b,B\n"),
        ])
    func `a name with blanks in a list beside the form is refused at import by its line`(
        control: String, csv: String
    ) throws {
        let form = try form(control, csv: csv)
        let faults = #expect(throws: FormFaults.self) { try form.tryOut() }
        #expect(faults?.faults.map(\.code) == ["form_expression"])
        #expect(faults?.faults.first?.line == 3 && faults?.faults.first?.place == "/data/likes instance('l')")
    }

    @Test func `a name with blanks in a list within the form is refused at import too`() throws {
        let items = "<item><name>b c</name><label>B</label></item>"
        let form = try form("select", csv: nil, items: items)
        #expect(throws: FormFaults.self) { try form.tryOut() }
    }

    @Test(arguments: [("select", "name,label\na,A\n,none\n"), ("select1", "name,label\na b,A\n")])
    func `what can be chosen, and a row that is not shown, are taken`(control: String, csv: String) throws {
        let form = try form(control, csv: csv)
        try form.tryOut()
        let session = try FormSession(form, environment: Sample.environment())
        for choice in session.choices(at: "/data/likes") {
            #expect(session.answer(at: "/data/likes", .choices([choice.name])) == .accepted)
        }
    }

    @Test func `a form that was published with such a list before goes on being read`() throws {
        let session = try FormSession(
            form("select", csv: "name,label\na,A\nb c,B\n"), environment: Sample.environment())
        #expect(session.answer(at: "/data/likes", .text("a")) == .accepted)
    }
}
