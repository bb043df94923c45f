/// A form: what it asks, in which order, and by which rules. A value that can be kept and shared; ``FormSession``
/// fills it.
public struct FormDefinition: Sendable {
    /// The form's own name of itself, such as `household-survey`.
    public let id: String
    /// Empty when the form names none.
    public let version: String
    /// What the form is called, as its head says.
    public let title: String
    /// Names of the languages, in the form's order; empty when it has only one.
    public let languages: [String]
    /// Empty when ``languages`` is.
    public let defaultLanguage: String
    /// In the order of the body.
    public let questions: [FormQuestion]
    /// The document that the definition was read from.
    public let xml: String
    /// Files that the form reads and which must be kept with it.
    public let resourceNames: [String]

    let nodes: [TemplateNode]
    let body: [BodyPart]
    let expressions: [FormExpression]
    /// Relevance and calculations, each after what it depends on.
    let order: [Triggerable]
    let actions: [FormAction]
    /// The instance as the form holds it, without the templates of repeats.
    let initial: XMLTree
    /// Choice lists by id, each as the children of its `instance`.
    let lists: [String: [XMLTree]]
    /// Choices that cannot be chosen; ``tryOut()`` tells them, since forms that were published with them go on being read.
    let listFaults: [FormFault]
    /// Texts that choice lists name by id.
    let choiceTexts: [String: FormText]
    /// Repeats by their node.
    let repeats: [Int: BodyPart.Repeat]

    /// Reads and checks a form.
    ///
    /// - Parameters:
    ///   - xml: The XForm, as pyxform and the survey servers write it.
    ///   - resources: Files that the form may name.
    /// - Returns: The form.
    /// - Throws: All faults that were found, as far as one does not hide another.
    public static func parse(
        xml: String, resources: FormResources = .none
    ) throws(FormFaults) -> FormDefinition {
        let tree = try XMLReader.read(xml, bytesMax: QuestionnaireLimits.documentBytesMax)
        var reader = FormReader(tree: tree, xml: xml, resources: resources)
        return try reader.read()
    }

    /// Reads and checks a form from the bytes of its file.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - resources: Files that the form may name.
    /// - Returns: The form.
    /// - Throws: All faults that were found, as far as one does not hide another.
    public static func parse(
        bytes: [UInt8], resources: FormResources = .none
    ) throws(FormFaults) -> FormDefinition {
        guard bytes.count <= QuestionnaireLimits.documentBytesMax else {
            throw FormFaults([.tooLarge(nil, bytes: bytes.count, most: QuestionnaireLimits.documentBytesMax)])
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw FormFaults([.notText()]) }
        return try parse(xml: text.first == "\u{FEFF}" ? String(text.dropFirst()) : text, resources: resources)
    }

    /// The question at a path, or with a name that only one question has.
    ///
    /// - Parameter name: `/data/group/field` or `field`.
    /// - Returns: The question, `nil` when there is none or when the name is ambiguous.
    public func question(_ name: String) -> FormQuestion? {
        let found = questions.filter { name.hasPrefix("/") ? $0.path == name : $0.name == name }
        return found.count == 1 ? found[0] : nil
    }
}

/// A relevance or calculation of a node.
struct Triggerable: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case relevant, calculate }

    let kind: Kind
    let node: Int
    let expression: Int
}

extension FormDefinition {
    /// The form's own name of a language.
    ///
    /// Forms write it freely, by XLSForm's convention with the code of BCP 47 in parentheses: `中文 (zh)`, `English (en)`.
    ///
    /// - Parameter code: Such as `zh` or `en`.
    /// - Returns: The name of the language, else of the default language; empty for a form with only one.
    public func language(for code: String) -> String {
        let tags = { (name: String) -> [Substring] in
            let lowered = name.lowercased()
            let inner = lowered.split(separator: "(").last?.split(separator: ")").first ?? ""
            return [
                Substring(lowered), inner, inner.split(separator: "-").first ?? "",
                inner.split(separator: "_").first ?? "",
            ]
        }
        let names = Self.names[code] ?? []
        return languages.first { tags($0).contains(Substring(code)) }
            ?? languages.first { language in names.contains { language.lowercased().contains($0) } }
            ?? defaultLanguage
    }

    private static let names = ["zh": ["中文", "汉语", "chinese"], "en": ["english", "英文", "英语"]]
}

/// A part of the form's body, in the order in which it is asked.
indirect enum BodyPart: Sendable {
    /// A place in ``FormDefinition/questions``.
    case question(Int)
    case group(Group)
    case `repeat`(Repeat)

    struct Group: Sendable {
        /// `nil` for groups that only arrange.
        let node: Int?
        let label: FormText
        let parts: [BodyPart]
    }

    struct Repeat: Sendable {
        let node: Int
        let label: FormText
        let parts: [BodyPart]
        /// A place in ``FormDefinition/expressions``.
        let count: Int?
        /// Whether entries may be added and removed by hand.
        let isFixed: Bool
        /// Set the fields of a new entry.
        let actions: [FormAction]
    }
}

/// The files that lie beside a form: choice lists as CSV or XML.
public struct FormResources: Sendable {
    private let read: @Sendable (String) -> String?

    /// No files.
    public static let none = FormResources { _ in nil }

    /// - Parameter read: Gives the text of the file with a name such as `places.csv`, `nil` when there is none.
    public init(read: @escaping @Sendable (String) -> String?) {
        self.read = read
    }

    /// - Parameter files: The texts of the files by name.
    public init(files: [String: String]) {
        self.init { files[$0] }
    }

    func text(of name: String) -> String? { read(name) }
}
