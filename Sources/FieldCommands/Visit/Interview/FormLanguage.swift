internal import Questionnaires
internal import TerminalKit

/// The languages of forms by the languages of the interface.
enum FormLanguage {
    /// - Returns: The form's name for the language, as in `English (en)` or `en`; its default where it does not know it.
    static func name(of language: Language, in form: FormDefinition) -> String {
        form.languages.first { name in
            let tag = name.split(separator: "(").last.map { $0.filter { $0 != ")" } } ?? name[...].filter { _ in true }
            return Language(tag: tag) == language
        } ?? form.defaultLanguage
    }
}
