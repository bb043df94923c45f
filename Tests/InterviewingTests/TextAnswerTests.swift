import Questionnaires
import Testing

@testable import Interviewing
@testable import TerminalKit

@Suite("Texts, secrets and files as answers") struct TextAnswerTests {
    private static let after = Asked(name: "after", zh: "还有吗？", en: "Anything else?")

    @Test(
        "a secret is in no window: not typed, not refused, not answered, not changed, not in the review",
        arguments: Sight.all)
    func secret(sight: Sight) throws {
        for type in ["string", "int"] {
            let asked = Asked(
                name: "pin", zh: "密码？", en: "Which code?", type: type, rules: "constraint=\"string-length(.) = 6\"",
                control: "secret")
            let talk = try Conversation(sight, [asked, Self.after])
            let look = {
                #expect(!talk.window.contains("8731") && !talk.window.contains("73"), "\(talk.window)")
            }
            for digit in "8731" {
                talk.type(String(digit))
                look()
            }
            #expect(talk.window.contains("> ••••"))
            #expect(talk.type("\r") == [])
            #expect(talk.says("答案不符合表单的规则。", "The answer breaks a rule of the form.") && talk.window.contains("> ••••"))
            talk.type("02")
            look()
            #expect(talk.type("\r") == [.keep])
            #expect(talk.answers == ["pin": "873102"])
            look()
            talk.press(.control("b"))
            #expect(talk.window.contains("••••"))
            look()
            talk.press(.up)
            #expect(talk.window.contains("> ••••••"))
            look()
            talk.press(.control("l"))
            look()
            talk.press(.control("t"))
            look()
            talk.press(.escape)
            talk.press(.control("n"))
            talk.type("\r")
            #expect(talk.interview.pages.last is ReviewPage)
            look()
            #expect(talk.interview.layout(columns: sight.columns).plain.allSatisfy { !$0.contains("8731") })
        }
    }

    @Test("a secret that may not be changed is shown covered")
    func coveredSecret() throws {
        let asked = Asked(
            name: "pin", zh: "密码", en: "Code", rules: "readonly=\"true()\"", control: "secret", start: "873102")
        let talk = try Conversation(Sight.all[0], [asked, Self.after])
        #expect(talk.window.contains("••••") && !talk.window.contains("8731"))
    }

    @Test("a file is kept by its name; one that is not there is kept too, and said so", arguments: Sight.all)
    func file(sight: Sight) throws {
        let asked = Asked(
            name: "photo", zh: "照片？", en: "A picture?", type: "binary", control: "upload mediatype=\"image/*\"")
        let talk = try Conversation(sight, [asked, Self.after])
        talk.interview.visit.hasFile = { $0 == "/home/li/门口 1.jpg" }
        #expect(talk.says("文件名或路径；只记下名称", "the name or path of a file; only the name is kept"))
        #expect(talk.type("'/home/li/门口 1.jpg'\r") == [.keep])
        #expect(talk.answers == ["photo": "/home/li/门口 1.jpg"])
        #expect(!talk.says("没有文件", "There is no file") && talk.says("还有吗？", "Anything else?"))
        talk.press(.control("b"))
        #expect(talk.type("IMG_0012.jpg\r") == [.keep])
        #expect(talk.answers == ["photo": "IMG_0012.jpg"])
        #expect(talk.says("本机没有文件“IMG_0012.jpg”；已记下这个名称", "There is no file IMG_0012.jpg here; its name is kept"))
        talk.press(.control("r"))
        #expect(talk.answers == ["photo": "/home/li/门口 1.jpg"])
    }

    @Test("a barcode keeps its zeros and its length")
    func barcode() throws {
        let asked = Asked(name: "code", zh: "条码？", en: "Which barcode?", type: "barcode")
        let talk = try Conversation(Sight.all[2], [asked, Self.after])
        talk.type("0069012345678901234567\r")
        #expect(talk.answers == ["code": "0069012345678901234567"])
        talk.press(.control("b"))
        #expect(talk.window.contains("0069012345678901234567"))
    }

    @Test(
        "a very long text is kept whole, shown, changed at its end, and told when it is too long", arguments: Sight.all)
    func long(sight: Sight) throws {
        let asked = Asked(name: "story", zh: "经过？", en: "What happened?")
        let talk = try Conversation(sight, [asked, Self.after])
        let text = String(repeating: "楼道里堆放杂物。", count: 600)
        talk.press(.paste(text))
        #expect(talk.window.contains("堆放杂物。"))
        #expect(talk.press(.enter) == [.keep])
        #expect(talk.answers["story"] == text)
        talk.press(.control("b"))
        #expect(talk.window.contains(">") && talk.window.contains("↓"))
        talk.press(.up)
        talk.type("完\r")
        #expect(talk.answers["story"] == text + "完")
        talk.press(.control("b"))
        talk.press(.paste(String(repeating: "长", count: 22_000)))
        #expect(talk.press(.enter) == [])
        #expect(talk.says("答案超过 65536 字节。", "The answer has more than 65536 bytes."))
        #expect(talk.answers["story"] == text + "完" && talk.interview.pages.last?.window.editor.text.count == 22_000)
    }

    @Test("paragraphs that came from elsewhere stay when they are looked at and passed with Enter")
    func paragraphs() throws {
        let asked = Asked(name: "story", zh: "经过？", en: "What happened?", start: "第一段\n第二段")
        let talk = try Conversation(Sight.all[2], [asked, Self.after])
        #expect(talk.window.contains("第一段") && talk.window.contains("第二段"))
        talk.press(.up)
        #expect(talk.window.contains("> 第一段 第二段"))
        talk.type("\r")
        #expect(talk.answers == ["story": "第一段\n第二段"])
    }
}
