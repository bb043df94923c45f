internal import CommunityModel
internal import SyncProtocol
internal import Values
internal import Yams

/// What the YAML parser says is wrong, in the words of a fault.
struct SyntaxFault {
    private let mark: Mark?
    private let problem: String

    init(_ error: any Error) {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            self.mark = mark
            self.problem = [context?.text, problem].compactMap(\.self).joined(separator: ": ")
        case YamlError.reader(let problem, _, _, _):
            mark = nil
            self.problem = problem
        default:
            mark = nil
            problem = "the parser gave up"
        }
    }

    var placed: PlacedFault {
        let message = Localized(
            zh: "YAML 语法有误（\(problem)）；请检查此处和上一行的缩进、冒号和引号",
            en: "this is not YAML (\(problem)); look at indents, colons and quotes here and in the line above")
        return PlacedFault(
            fault: StandardFault(code: .notYaml, path: [], message: message),
            position: StandardFile.Position(line: mark?.line ?? 1, column: mark?.column ?? 1))
    }
}
