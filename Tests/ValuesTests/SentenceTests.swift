import Testing
import Values

@Suite("Sentences that follow each other") struct SentenceTests {
    @Test("English has a blank between them, Chinese has none, and each ends as a sentence")
    func joined() {
        let full = Localized(zh: "磁盘已满：/a.sqlite", en: "The disk is full: /a.sqlite")
        let next = Localized(zh: "请腾出空间。", en: "Free some space.")
        #expect(full.followed(by: next).en == "The disk is full: /a.sqlite. Free some space.")
        #expect(full.followed(by: next).zh == "磁盘已满：/a.sqlite。请腾出空间。")
        let ended = Localized(zh: "没有保存。", en: "Nothing was saved.")
        #expect(ended.followed(by: next).en == "Nothing was saved. Free some space.")
        #expect(ended.followed(by: next).zh == "没有保存。请腾出空间。")
        #expect(ended.followed(by: nil) == ended)
    }
}
