import Questionnaires

/// Small forms, written as pyxform writes them.
enum Sample {
    /// A form around binds, instance and body.
    static func form(
        instance: String, model: String = "", body: String, id: String = "sample"
    ) -> String {
        """
        <?xml version="1.0"?>
        <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" \
        xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" \
        xmlns:odk="http://www.opendatakit.org/xforms">
          <h:head>
            <h:title>Sample</h:title>
            <model odk:xforms-version="1.0.0">
              <instance><data id="\(id)" version="1">\(instance)<meta><instanceID/></meta></data></instance>
              <bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
              \(model)
            </model>
          </h:head>
          <h:body>\(body)</h:body>
        </h:html>
        """
    }

    static func environment(now: String = "2026-11-23T10:15:30.000+08:00") -> FormEnvironment {
        let moment = LocalMoment.reading(now, utcOffsetMinutes: 480) ?? LocalMoment(localMilliseconds: 0)
        return FormEnvironment(
            now: { moment }, utcOffsetMinutes: 480, instanceID: "uuid:1", properties: ["deviceid": "D1"],
            uuid: { "u-1" }, random: { 0.25 })
    }

    static func session(_ xml: String, files: [String: String] = [:]) throws -> FormSession {
        let form = try FormDefinition.parse(xml: xml, resources: FormResources(files: files))
        return try FormSession(form, environment: environment())
    }

    /// What a calculation of type `type` gives, as the instance holds it.
    static func calculated(_ expression: String, type: String = "string", instance: String = "") throws -> String {
        let written = expression.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
            "\"", with: "&quot;")
        let session = try session(
            form(
                instance: "<a>3</a><d>2026-02-28</d><s>x y</s><e/>\(instance)<out/>",
                model: """
                    <bind nodeset="/data/a" type="int"/><bind nodeset="/data/d" type="date"/>
                    <bind nodeset="/data/s" type="string"/>
                    <bind nodeset="/data/out" type="\(type)" calculate="\(written)"/>
                    """, body: "<input ref=\"/data/a\"><label>A</label></input>"))
        return session.answers().first { $0.name == "out" }?.text ?? ""
    }
}

/// The faults that a form has.
func faults(of xml: String, files: [String: String] = [:]) -> [FormFault] {
    do throws(FormFaults) {
        _ = try FormDefinition.parse(xml: xml, resources: FormResources(files: files))
        return []
    } catch {
        return error.faults
    }
}
