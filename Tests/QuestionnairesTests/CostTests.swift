import Questionnaires
import Testing
import Values

private let question = "<input ref=\"/data/a\"><label>A</label></input>"

/// Forty calculations, each twice the one before.
private func doubling(_ start: String = "") -> String {
    let fields = (0...40).map { $0 == 0 ? "<c0>\(start)</c0>" : "<c\($0)/>" }.joined()
    let binds = (1...40).map { level in
        let path = level == 1 ? "/data/a" : "/data/c\(level - 1)"
        return "<bind nodeset=\"/data/c\(level)\" type=\"string\" calculate=\"concat(\(path), \(path))\"/>"
    }
    return Sample.form(
        instance: "<a>\(start)</a>\(fields)<n/><b>kept</b><r><x/></r>",
        model: binds.joined() + """
            <bind nodeset="/data/b" type="string" relevant="/data/a = ''"/>
            <bind nodeset="/data/n" type="int" calculate="if(/data/a = '', 1, 5)"/>
            """,
        body: question + """
            <group ref="/data/r"><repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/x"/></repeat></group>
            """)
}

/// A list of places: 150 counties of 100 towns each.
private let towns: FormResources = {
    var rows = "name,label,county\n"
    for town in 0..<15_000 { rows += "t\(town),Town \(town),c\(town / 100)\n" }
    return FormResources(files: ["towns.csv": rows])
}()

private func cascade(_ filter: String) -> String {
    Sample.form(
        instance: "<a/><county/><town/>", model: "<instance id=\"towns\" src=\"jr://file-csv/towns.csv\"/>",
        body: question + """
            <input ref="/data/county"><label>County</label></input>
            <select1 ref="/data/town"><label>Town</label>\
            <itemset nodeset="instance('towns')/root/item[\(filter)]"><value ref="name"/><label ref="label"/></itemset>\
            </select1>
            """)
}

/// What a form may cost, in steps and memory; how long it takes is the benchmark's to say.
@Suite struct CostTests {
    @Test func `calculations that double a text are stopped, and the answer that set them off is taken back`() throws {
        let session = try Sample.session(doubling())
        let before = session.serialise(includingIrrelevant: true)
        guard case .refused(let violation) = session.answer(at: "/data/a", .text("x")) else {
            Issue.record("a text of a million million signs was made")
            return
        }
        #expect(violation.code == .tooCostly)
        #expect(violation.message.en.contains("65536 bytes") && violation.message.en.contains("concat(/data/c"))
        #expect(session.serialise(includingIrrelevant: true) == before)
        #expect(try session.fill(["a": .text("x")]).map(\.code) == [.tooCostly])
        // The form goes on as if nothing had been.
        #expect(session.answer(at: "/data/r[1]/x", .text("y")) == .accepted)
        #expect(session.serialise().contains("<b>kept</b><r><x>y</x></r>"))
    }

    @Test func `calculations that double a default are refused when the form is tried out`() throws {
        let form = try FormDefinition.parse(xml: doubling("x"))
        do throws(FormFaults) {
            try form.tryOut()
            Issue.record("tried out")
        } catch {
            #expect(error.faults.map(\.code) == ["form_too_costly"])
            #expect(error.faults.first?.line != nil)
        }
    }

    @Test(arguments: [
        "count(instance('towns')/root/item[county = current()/../county]) &gt; 0",
        "count(instance('towns')/root/item[label != '']) &gt; position()",
    ])
    func `a filter that goes through its own list for each row is refused when the form is tried out`(
        filter: String
    ) throws {
        let form = try FormDefinition.parse(xml: cascade(filter), resources: towns)
        do throws(FormFaults) {
            try form.tryOut()
            Issue.record("tried out")
        } catch {
            #expect(error.faults.map(\.code) == ["form_too_costly"])
            #expect(error.faults.first?.message.en.contains("count(instance(") == true)
        }
        let session = try FormSession(form, environment: Sample.environment())
        guard case .refused(let violation) = session.answer(at: "/data/town", .text("t1")) else {
            Issue.record("taken")
            return
        }
        #expect(violation.code == .tooCostly)
        #expect(session.answer(at: "/data/county", .text("c1")) == .accepted)
    }

    @Test func `a cascade over fifteen thousand rows is taken, chosen from and taken back`() throws {
        let form = try FormDefinition.parse(
            xml: cascade("county = /data/county and label != ''"), resources: towns)
        try form.tryOut()
        let session = try FormSession(form, environment: Sample.environment())
        #expect(session.answer(at: "/data/county", .text("c17")) == .accepted)
        #expect(session.choices(at: "/data/town").count == 100)
        #expect(session.answer(at: "/data/town", .text("t1742")) == .accepted)
        #expect(session.answer(at: "/data/county", .text("c18")) == .accepted)
        #expect(session.view(at: "/data/town")?.value == nil)
    }

    @Test func `an answer costs the choices of its own entry and not those of all entries`() throws {
        let xml = Sample.form(
            instance: "<n/><r><county/><town/></r>",
            model: """
                <bind nodeset="/data/n" type="int"/><instance id="towns" src="jr://file-csv/towns.csv"/>
                """,
            body: """
                <input ref="/data/n"><label>N</label></input><group ref="/data/r">\
                <repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/county"><label>County</label></input>\
                <select1 ref="/data/r/town"><label>Town</label>\
                <itemset nodeset="instance('towns')/root/item[county = current()/../county and label != '']">\
                <value ref="name"/><label ref="label"/></itemset></select1></repeat></group>
                """)
        let session = try FormSession(
            try FormDefinition.parse(xml: xml, resources: towns), environment: Sample.environment())
        #expect(session.answer(at: "/data/n", .text("36")) == .accepted)
        // Enough of them that all together would cost too much.
        for entry in 1...36 {
            #expect(session.answer(at: "/data/r[\(entry)]/county", .text("c3")) == .accepted)
            #expect(session.answer(at: "/data/r[\(entry)]/town", .text("t307")) == .accepted, "entry \(entry)")
        }
        #expect(session.answer(at: "/data/r[2]/county", .text("c4")) == .accepted)
        #expect(session.view(at: "/data/r[2]/town")?.value == nil)
        #expect(session.view(at: "/data/r[3]/town")?.value == .choice("t307"))
    }

    @Test func `a form of five hundred questions under two hundred conditions is taken`() throws {
        let fields = (0..<500).map { "<q\($0)/>" }.joined()
        let binds = (0..<500).map { number in
            let rule = number % 5 < 2 && number > 4 ? "relevant=\"/data/q\(number - 5) &gt; 1\"" : ""
            return "<bind nodeset=\"/data/q\(number)\" type=\"int\" \(rule)/>"
        }
        let body = (0..<500).map { "<input ref=\"/data/q\($0)\"><label>Q</label></input>" }
        let form = try FormDefinition.parse(
            xml: Sample.form(instance: fields, model: binds.joined(separator: "\n"), body: body.joined()))
        try form.tryOut()
        let session = try FormSession(form, environment: Sample.environment())
        for number in 0..<500 { #expect(session.answer(at: "/data/q\(number)", .text("2")) == .accepted) }
        #expect(session.validateAll().isEmpty)
    }

    @Test func `three hundred entries that each look at all others are taken, and resumed`() throws {
        let session = try Sample.session(
            Sample.form(
                instance: "<n/><r><x/><share/></r>",
                model: """
                    <bind nodeset="/data/n" type="int"/><bind nodeset="/data/r/x" type="int"/>
                    <bind nodeset="/data/r/share" type="decimal" calculate="../x div sum(/data/r[x &gt; 0]/x)"/>
                    """,
                body: """
                    <input ref="/data/n"><label>N</label></input><group ref="/data/r">\
                    <repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/x"><label>X</label></input></repeat>\
                    </group>
                    """))
        #expect(session.answer(at: "/data/n", .text("300")) == .accepted)
        #expect(session.answer(at: "/data/r[7]/x", .text("4")) == .accepted)
        let resumed = try FormSession(
            session.form, resuming: session.serialise(includingIrrelevant: true), environment: Sample.environment())
        #expect(resumed.serialise() == session.serialise())
    }
}
