import Foundation

/// A form with a question of every kind, and the same answers as keys and as JSON.
enum KindsForm {
    static let id = "test-kinds"

    /// What the window says, and what a person types there; in the order of the form.
    static func keys(photo: String) -> [(label: String, keys: String)] {
        [
            ("现在开始提问", "\r"), ("已说明用途", "1"), ("怎么称呼", "李女士\r"), ("门禁密码", "873102\r"),
            ("电表条码", "0069012345678901234567\r"),
            ("几口人", "１２\r"), ("多少平方米", "８６．５\r"), ("哪天入住", "2020年3月5日\r"), ("几点熄灯", "下午3点20分\r"),
            ("何时停电", "2026年5月12日10点半\r"), ("在哪里", "23.03，113.12\r"), ("哪张照片", "\(photo)\r"), ("自有还是租住", "2"),
            ("从哪里知道", "31\r"), ("先修哪一样", "312\r"), ("打几分", "4.5\r"), ("灯亮吗", "y"), ("哪个区", "2"), ("哪个镇街", "2"),
            ("再添加", "1"), ("成员称呼", "李\r"), ("成员年龄", "60\r"), ("再添加", "1"), ("成员称呼", "王\r"), ("成员年龄", "7\r"),
            ("再添加", "\r"), ("本社区", "\r"), ("默认值", "\r"),
        ]
    }

    static func json(photo: String) -> [String: Any] {
        [
            "told": "OK", "name": "李女士", "pin": "873102", "code": "0069012345678901234567", "people": 12, "size": 86.5,
            "since": "2020-03-05", "at": "15:20", "when": "2026-05-12T10:30", "place": [23.03, 113.12], "photo": photo,
            "home": "rent", "known": ["news", "letter"], "order": ["wall", "lift", "light"], "grade": 4.5, "lit": true,
            "district": "shunde", "street": "lecong",
            "member": [["called": "李", "age": 60], ["called": "王", "age": 7]], "given": 3, "consent": true,
        ]
    }

    private static let questions: [(name: String, type: String, element: String)] = [
        ("hello", "string\" readonly=\"true()", input("现在开始提问")),
        ("told", "string\" required=\"true()", control("trigger", "已说明用途")), ("name", "string", input("怎么称呼？")),
        ("pin", "string", control("secret", "门禁密码？")), ("code", "barcode", input("电表条码？")),
        ("people", "int\" constraint=\". &gt; 0", input("几口人？")), ("size", "decimal", input("多少平方米？")),
        ("since", "date", input("哪天入住？")), ("at", "time", input("几点熄灯？")), ("when", "dateTime", input("何时停电？")),
        ("place", "geopoint", input("在哪里？")), ("photo", "binary", control("upload mediatype=\"image/*\"", "哪张照片？")),
        ("home", "string", control("select1", "自有还是租住？", [("own", "自有"), ("rent", "租住")])),
        ("known", "string", control("select", "从哪里知道？", [("letter", "公开信"), ("board", "公示栏"), ("news", "新闻")])),
        ("order", "odk:rank", control("rank", "先修哪一样？", [("lift", "电梯"), ("light", "路灯"), ("wall", "围墙")])),
        ("grade", "decimal", control("range start=\"1\" end=\"5\" step=\"0.5\"", "打几分？")),
        ("lit", "boolean", input("灯亮吗？")),
        ("district", "string", control("select1", "哪个区？", [("nanhai", "南海"), ("shunde", "顺德")])),
        ("street", "string", control("select1", "哪个镇街？", [], cascade)),
    ]

    private static let cascade = """
        <itemset nodeset="instance('streets')/root/item[of = /data/district]"><value ref="name"/><label ref="label"/></itemset>
        """

    private static func input(_ label: String) -> String { control("input", label) }

    /// The element, with `REF` where its node goes.
    private static func control(
        _ element: String, _ label: String, _ choices: [(String, String)] = [], _ itemset: String = ""
    ) -> String {
        let items = choices.map { "<item><label>\($0.1)</label><value>\($0.0)</value></item>" }.joined()
        let name = element.split(separator: " ").first ?? ""
        return "<\(element) ref=\"REF\"><label>\(label)</label>\(items)\(itemset)</\(name)>"
    }

    static var xml: String {
        let nodes = questions.map { "<\($0.name)/>" }.joined()
        let binds = questions.map { "<bind nodeset=\"/data/\($0.name)\" type=\"\($0.type)\"/>" }.joined(separator: "\n")
        let body = questions.map { $0.element.replacing("REF", with: "/data/\($0.name)") }.joined(separator: "\n")
        return """
            <?xml version="1.0"?>
            <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
              xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms">
            <h:head><h:title>各种问题</h:title><model>
            <instance><data id="\(id)" version="1">\(nodes)<member jr:template=""><called/><age/></member>
            <area>叠滘</area><given>3</given><adults/></data></instance>
            <instance id="streets"><root>
            <item><name>guicheng</name><label>桂城</label><of>nanhai</of></item>
            <item><name>ronggui</name><label>容桂</label><of>shunde</of></item>
            <item><name>lecong</name><label>乐从</label><of>shunde</of></item></root></instance>
            \(binds)
            <bind nodeset="/data/member/called" type="string"/><bind nodeset="/data/member/age" type="int"/>
            <bind nodeset="/data/area" type="string" readonly="true()"/><bind nodeset="/data/given" type="int"/>
            <bind nodeset="/data/adults" type="int" calculate="count(/data/member[age &gt;= 18])"/>
            </model></h:head><h:body>
            \(body)
            <group><label>成员</label><repeat nodeset="/data/member">
            <input ref="/data/member/called"><label>成员称呼？</label></input>
            <input ref="/data/member/age"><label>成员年龄？</label></input></repeat></group>
            <input ref="/data/area"><label>本社区</label></input>
            <input ref="/data/given"><label>默认值</label></input>
            </h:body></h:html>

            """
    }
}
