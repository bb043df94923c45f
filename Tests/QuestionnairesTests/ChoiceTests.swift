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
