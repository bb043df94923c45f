/// A form as large as the promise speaks of: 500 questions, 200 of them under a relevance condition, with
/// constraints, calculations, choices and two languages.
struct GeneratedForm {
    static let questions = 500
    static let conditions = 200
    /// Into how many groups the questions are put.
    private let groups: Int
    private var perGroup: Int { Self.questions / groups }

    private var instance = ""
    private var binds = ""
    private var body = ""
    private var texts = ["zh": "", "en": ""]

    private init(groups: Int) { self.groups = groups }

    /// The XForm, written as pyxform writes it.
    ///
    /// - Parameter groups: Into how many groups the questions are put.
    /// - Returns: The document.
    static func xml(groups: Int) -> String {
        var form = GeneratedForm(groups: groups)
        for group in 0..<groups { form.add(group: group) }
        let translations = form.texts.sorted { $0.key > $1.key }.map { language, texts in
            let name = language == "zh" ? "中文 (zh)\" default=\"true()" : "English (en)"
            return "<translation lang=\"\(name)\">\(texts)</translation>"
        }.joined()
        return """
            <?xml version="1.0"?>
            <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" \
            xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" \
            xmlns:odk="http://www.opendatakit.org/xforms">
            <h:head><h:title>500</h:title><model odk:xforms-version="1.0.0">
            <itext>\(translations)</itext>
            <instance><data id="generated" version="1">\(form.instance)<meta><instanceID/></meta></data></instance>
            \(form.binds)
            <bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
            </model></h:head><h:body>\(form.body)</h:body></h:html>
            """
    }

    private mutating func add(group: Int) {
        let name = "g\(group)"
        instance += "<\(name)>"
        body += "<group ref=\"/data/\(name)\"><label ref=\"jr:itext('\(name)')\"/>\n"
        text(name, zh: "第 \(group + 1) 部分", en: "Part \(group + 1)")
        for place in 0..<perGroup { add(question: group * perGroup + place, in: name) }
        // A total of the group, and one over all groups before it.
        let numbers = (0..<perGroup).filter { $0 % 5 == 1 }.map {
            "coalesce(/data/\(name)/q\(group * perGroup + $0), 0)"
        }
        instance += "<sum/><running/></\(name)>"
        binds +=
            "<bind nodeset=\"/data/\(name)/sum\" type=\"int\" calculate=\"\(numbers.joined(separator: " + "))\"/>\n"
        let before = group == 0 ? "0" : "/data/g\(group - 1)/running"
        binds +=
            "<bind nodeset=\"/data/\(name)/running\" type=\"int\" calculate=\"\(before) + /data/\(name)/sum\"/>\n"
        body += "</group>\n"
    }

    private mutating func add(question number: Int, in group: String) {
        let (name, path) = ("q\(number)", "/data/\(group)/q\(number)")
        instance += "<\(name)/>"
        text(name, zh: "第 \(number + 1) 题：请问这一项是多少？", en: "Question \(number + 1): how much is this?")
        switch number % 5 {
        case 0: addChoice(name, path)
        case 1:
            binds += bind(path, "int", number, "constraint=\". &gt;= 0 and . &lt;= 1000 + \(number)\"")
            body += "<input ref=\"\(path)\"><label ref=\"jr:itext('\(name)')\"/></input>\n"
        case 2:
            binds += bind(path, "date", number, "constraint=\". &lt;= today()\"")
            body += "<input ref=\"\(path)\"><label ref=\"jr:itext('\(name)')\"/></input>\n"
        case 3:
            binds += bind(path, "decimal", number, "required=\"/data/\(group)/q\(number - 2) &gt; 10\"")
            body += "<input ref=\"\(path)\"><label ref=\"jr:itext('\(name)')\"/></input>\n"
        default:
            binds += bind(path, "string", number, "")
            body += """
                <input ref="\(path)"><label>Remarks, with a running total of <output value="/data/\(group)/running"/>\
                </label></input>

                """
        }
    }

    private mutating func addChoice(_ name: String, _ path: String) {
        let number = Int(name.dropFirst()) ?? 0
        binds += bind(path, "string", number, "required=\"true()\"")
        body += "<select1 ref=\"\(path)\"><label ref=\"jr:itext('\(name)')\"/>"
        for choice in 0..<5 {
            text("\(name)-\(choice)", zh: "选项 \(choice)", en: "Choice \(choice)")
            body += "<item><label ref=\"jr:itext('\(name)-\(choice)')\"/><value>c\(choice)</value></item>"
        }
        body += "</select1>\n"
    }

    /// Two of five questions have a condition: half of these look at the very first question, half at one just before.
    private func bind(_ own: String, _ type: String, _ number: Int, _ rest: String) -> String {
        let path = { (question: Int) in "/data/g\(question / perGroup)/q\(question)" }
        let relevant: String =
            switch number % 5 {
            case 2: " relevant=\"/data/g0/q0 != 'c4'\""
            case 3:
                " relevant=\"selected(\(path(number - 3)), 'c1') or \(path(number - 2)) &gt; 5\""
            default: ""
            }
        return "<bind nodeset=\"\(own)\" type=\"\(type)\"\(relevant) \(rest)/>\n"
    }

    private mutating func text(_ id: String, zh: String, en: String) {
        texts["zh", default: ""] += "<text id=\"\(id)\"><value>\(zh)</value></text>\n"
        texts["en", default: ""] += "<text id=\"\(id)\"><value>\(en)</value></text>\n"
    }
}
