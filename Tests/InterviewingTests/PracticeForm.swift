import Questionnaires

/// A small form with a question of every kind, in Chinese and English.
enum PracticeForm {
    static let colours = [
        ("red", "红色", "red"), ("orange", "橙色", "orange"), ("yellow", "黄色", "yellow"), ("green", "绿色", "green"),
        ("cyan", "青色", "cyan"), ("blue", "蓝色", "blue"), ("purple", "紫色", "purple"), ("black", "黑色", "black"),
        ("white", "白色", "white"), ("grey", "灰色", "grey"), ("pink", "粉红色", "pink"), ("brown", "棕色", "brown"),
    ]

    static func definition() throws -> FormDefinition { try FormDefinition.parse(xml: xml) }

    static func session(resuming instance: String? = nil) throws -> FormSession {
        let environment = FormEnvironment(
            now: { LocalMoment(localMilliseconds: 1_800_000_000_000) }, utcOffsetMinutes: 480,
            instanceID: "uuid:practice",
            uuid: { "uuid" }, random: { 0.5 })
        if let instance {
            return try FormSession(definition(), resuming: instance, environment: environment)
        }
        return try FormSession(definition(), environment: environment)
    }

    /// A form of many questions in groups of ten, every fifth of them with a relevance.
    static func long(_ count: Int) -> String {
        var instance = ""
        var binds = ""
        var body = ""
        for start in stride(from: 0, to: count, by: 10) {
            let group = "/data/g\(start)"
            instance += "<g\(start)>"
            body += "<group ref=\"\(group)\"><label>Group \(start)</label>"
            for number in start..<min(start + 10, count) {
                let relevant = number % 5 == 4 ? " relevant=\"\(group)/q\(number - 1) != 9\"" : ""
                instance += "<q\(number)/>"
                binds += "<bind nodeset=\"\(group)/q\(number)\" type=\"int\"\(relevant)/>"
                body += "<input ref=\"\(group)/q\(number)\"><label>Question \(number)</label></input>"
            }
            instance += "</g\(start)>"
            body += "</group>"
        }
        return """
            <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
            <h:head><h:title>Long</h:title><model><instance><data id="long" version="1">\(instance)</data></instance>
            \(binds)</model></h:head><h:body>\(body)</h:body></h:html>
            """
    }

    private static func texts(_ language: Int) -> String {
        let labels: [(String, String, String)] = [
            ("live", "居住", "Living"), ("tenure", "住房是自有还是租住？", "Do you own or rent the home?"),
            ("own", "自有", "own"), ("rent", "租住", "rent"), ("people", "常住几人？", "How many people live here?"),
            ("people_hint", "包括儿童", "children included"), ("few", "人数应在 1 到 20 之间。", "Between 1 and 20 people."),
            ("known", "从哪里知道的？", "Where did you hear of it?"), ("letter", "公开信", "letter"), ("news", "新闻", "news"),
            ("none", "都没有", "none of them"), ("alone", "“都没有”不能与其他同选。", "None goes with no other."),
            ("think", "想法", "Thoughts"), ("wish", "有什么建议？", "What do you suggest?"),
            ("colour", "喜欢什么颜色？", "Which colour do you like?"),
            ("since", "何时入住？", "Since when?"), ("member", "家庭成员", "Member"), ("name", "称呼", "Name"),
            ("thanks", "谢谢您。", "Thank you."), ("must", "请选择住房。", "Choose the home."),
        ]
        let all: [(String, String, String)] = labels + colours.map { ("c-\($0.0)", $0.1, $0.2) }
        return all.map { id, zh, en in
            "<text id=\"\(id)\"><value>\(language == 0 ? zh : en)</value></text>"
        }.joined()
    }

    private static func choice(_ name: String, _ text: String) -> String {
        "<item><label ref=\"jr:itext('\(text)')\"/><value>\(name)</value></item>"
    }

    private static let xml = """
        <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
          xmlns:jr="http://openrosa.org/javarosa">
        <h:head><h:title>练习 Practice</h:title><model>
        <itext><translation lang="中文 (zh)" default="true()">\(texts(0))</translation>
        <translation lang="English (en)">\(texts(1))</translation></itext>
        <instance><data id="practice" version="1"><live><tenure/><people/><known/></live>
        <think><wish/><colour/><since/></think><member jr:template=""><name/></member><thanks/></data></instance>
        <bind nodeset="/data/live/tenure" type="string" required="true()" jr:requiredMsg="jr:itext('must')"/>
        <bind nodeset="/data/live/people" type="int" constraint=". &gt;= 1 and . &lt;= 20" jr:constraintMsg="jr:itext('few')"/>
        <bind nodeset="/data/live/known" type="string" constraint="not(selected(., 'none') and count-selected(.) &gt; 1)"
          jr:constraintMsg="jr:itext('alone')"/>
        <bind nodeset="/data/think/wish" type="string"/>
        <bind nodeset="/data/think/colour" type="string"/>
        <bind nodeset="/data/think/since" type="date" relevant="/data/live/tenure = 'rent'"/>
        <bind nodeset="/data/member/name" type="string"/>
        <bind nodeset="/data/thanks" type="string" readonly="true()"/>
        </model></h:head>
        <h:body>
        <group ref="/data/live"><label ref="jr:itext('live')"/>
        <select1 ref="/data/live/tenure"><label ref="jr:itext('tenure')"/>\(choice("own", "own"))\(choice("rent", "rent"))</select1>
        <input ref="/data/live/people"><label ref="jr:itext('people')"/><hint ref="jr:itext('people_hint')"/></input>
        <select ref="/data/live/known"><label ref="jr:itext('known')"/>\(choice("letter", "letter"))\(choice("news", "news"))\(choice("none", "none"))</select>
        </group>
        <group ref="/data/think"><label ref="jr:itext('think')"/>
        <input ref="/data/think/wish"><label ref="jr:itext('wish')"/></input>
        <select1 ref="/data/think/colour"><label ref="jr:itext('colour')"/>\(colours.map { choice($0.0, "c-\($0.0)") }.joined())</select1>
        <input ref="/data/think/since"><label ref="jr:itext('since')"/></input>
        </group>
        <group><label ref="jr:itext('member')"/><repeat nodeset="/data/member">
        <input ref="/data/member/name"><label ref="jr:itext('name')"/></input></repeat></group>
        <input ref="/data/thanks"><label ref="jr:itext('thanks')"/></input>
        </h:body></h:html>
        """
}
