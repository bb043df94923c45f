import Testing

@testable import TerminalKit

@Suite("Language") struct LanguageTests {
    @Test(
        "tags and POSIX locales of a language mean that language",
        arguments: [
            ("zh", Language.chinese), ("zh-Hans-CN", .chinese), ("zh_CN.UTF-8", .chinese), ("ZH", .chinese),
            ("en", .english), ("en_GB.UTF-8", .english),
        ])
    func tag(tag: String, language: Language) {
        #expect(Language(tag: tag) == language)
    }

    @Test("a language that is not spoken here is not a language", arguments: ["C", "POSIX", "fr_FR", "zha", ""])
    func unknown(tag: String) {
        #expect(Language(tag: tag) == nil)
    }

    @Test("the flag beats every variable")
    func flag() {
        #expect(Language.detect(flag: "en", environment: ["RUHU_LANG": "zh", "LANG": "zh_CN.UTF-8"]) == .english)
    }

    @Test("variables count in the order RUHU_LANG, LC_ALL, LC_MESSAGES, LANG, and empty ones do not count")
    func order() {
        var environment = ["RUHU_LANG": "zh", "LC_ALL": "en_US", "LC_MESSAGES": "zh_CN", "LANG": "en_US"]
        #expect(Language.detect(flag: nil, environment: environment) == .chinese)
        environment["RUHU_LANG"] = ""
        #expect(Language.detect(flag: nil, environment: environment) == .english)
        environment["LC_ALL"] = nil
        #expect(Language.detect(flag: "", environment: environment) == .chinese)
        environment["LC_MESSAGES"] = nil
        #expect(Language.detect(flag: nil, environment: environment) == .english)
    }

    @Test("C, POSIX, another language and nothing at all mean English")
    func english() {
        for lang in ["C", "C.UTF-8", "POSIX", "fr_FR.UTF-8"] {
            #expect(Language.detect(flag: nil, environment: ["LANG": lang]) == .english)
        }
        #expect(Language.detect(flag: nil, environment: [:]) == .english)
        #expect(Language.detect(flag: nil, environment: ["LC_ALL": "C", "LANG": "zh_CN.UTF-8"]) == .english)
    }
}
