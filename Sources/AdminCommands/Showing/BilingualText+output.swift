internal import AdminProtocol
internal import CommandKit
internal import Failures

extension Output {
    /// The text of the language in use.
    func text(_ text: BilingualText) -> String { self.text(Localized(zh: text.zh, en: text.en)) }
}
