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
