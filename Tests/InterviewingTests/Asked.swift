import Questionnaires
import Testing
import Values

@testable import Interviewing
@testable import TerminalKit

/// A question of a form that a test makes up, in Chinese and English.
struct Asked {
    let name: String
    let zh: String
    let en: String
    /// Of the bind.
    var type = "string"
    /// Further attributes of the bind.
    var rules = ""
    /// The element in the body, with its attributes but without `ref`.
    var control = "input"
    /// Names, with Chinese and English labels.
    var choices: [(String, String, String)] = []
    /// An `itemset` in the place of choices.
    var itemset = ""
    /// What the instance begins with.
    var start = ""

    /// A form of questions in a row, being filled; `lists` are further instances, and `entries` questions of a repeat
    /// `member` behind them.
    static func session(
        _ questions: [Asked], lists: String = "", entries: [Asked] = [], count: String = "",
        resuming instance: String? = nil
    ) throws -> FormSession {
        let form = try FormDefinition.parse(xml: xml(questions, lists: lists, entries: entries, count: count))
        let environment = FormEnvironment(
            now: { LocalMoment(localMilliseconds: 1_800_000_000_000) }, utcOffsetMinutes: 480, instanceID: "uuid:asked",
            uuid: { "uuid" }, random: { 0.5 })
        if let instance { return try FormSession(form, resuming: instance, environment: environment) }
        return try FormSession(form, environment: environment)
    }

    private static func xml(_ questions: [Asked], lists: String, entries: [Asked], count: String) -> String {
        let all = questions + entries
        let texts = { (pick: (Asked) -> [(String, String)]) in
            all.flatMap(pick).map { "<text id=\"\($0.0)\"><value>\($0.1)</value></text>" }.joined()
        }
        let chinese = texts { asked in
            [(asked.name, asked.zh)] + asked.choices.map { ("\(asked.name)-\($0.0)", $0.1) }
        }
        let english = texts { asked in
            [(asked.name, asked.en)] + asked.choices.map { ("\(asked.name)-\($0.0)", $0.2) }
        }
        let nodes = { (list: [Asked]) in list.map { "<\($0.name)>\($0.start)</\($0.name)>" }.joined() }
        let repeated = entries.isEmpty ? "" : "<member jr:template=\"\">\(nodes(entries))</member>"
        let body = questions.map { $0.element(at: "/data") }.joined()
        let group =
            entries.isEmpty
            ? ""
            : """
            <group><label>成员 Member</label><repeat nodeset="/data/member" \(count)>
            \(entries.map { $0.element(at: "/data/member") }.joined())</repeat></group>
            """
        return """
            <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
              xmlns:jr="http://openrosa.org/javarosa">
            <h:head><h:title>问题 Questions</h:title><model>
            <itext><translation lang="中文 (zh)" default="true()">\(chinese)</translation>
            <translation lang="English (en)">\(english)</translation></itext>
            <instance><data id="asked" version="1">\(nodes(questions))\(repeated)</data></instance>\(lists)
            \(questions.map { $0.bind(at: "/data") }.joined())\(entries.map { $0.bind(at: "/data/member") }.joined())
            </model></h:head><h:body>\(body)\(group)</h:body></h:html>
            """
    }

    private func bind(at path: String) -> String { "<bind nodeset=\"\(path)/\(name)\" type=\"\(type)\" \(rules)/>" }

    private func element(at path: String) -> String {
        let items = choices.map {
            "<item><label ref=\"jr:itext('\(name)-\($0.0)')\"/><value>\($0.0)</value></item>"
        }
        let element = control.split(separator: " ").first ?? ""
        return """
            <\(control) ref="\(path)/\(name)"><label ref="jr:itext('\(name)')"/>\(items.joined())\(itemset)</\(element)>
            """
    }
}

/// A window and the language in it.
struct Sight: CustomTestStringConvertible, Sendable {
    let columns: Int
    let isChinese: Bool

    var testDescription: String { "\(columns) columns, \(isChinese ? "Chinese" : "English")" }

    static let all = [80, 40].flatMap { columns in [true, false].map { Sight(columns: columns, isChinese: $0) } }
}

extension Conversation {
    /// A conversation about questions of a test's own.
    convenience init(
        _ sight: Sight, _ questions: [Asked], lists: String = "", entries: [Asked] = [], count: String = ""
    ) throws {
        try self.init(
            columns: sight.columns, language: sight.isChinese ? .chinese : .english,
            session: Asked.session(questions, lists: lists, entries: entries, count: count))
    }

    /// Whether the window says a text, however it is broken into lines.
    func says(_ text: String) -> Bool {
        window.filter { !$0.isWhitespace }.contains(text.filter { !$0.isWhitespace })
    }

    /// Whether the window says a text in the language of the interview.
    func says(_ zh: String, _ en: String) -> Bool { says(interview.visit.language == .chinese ? zh : en) }
}
