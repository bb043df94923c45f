internal import Failures
internal import SyncProtocol

/// Everything that is wrong with what a person gave, told at once, each with its place.
struct InputProblems {
    /// Most problems that are spelled out: who has mended as many will run the command again anyway.
    static let shownMax = 1_000

    private var problems: [Localized] = []

    var isEmpty: Bool { problems.isEmpty }
    var count: Int { problems.count }

    mutating func add(_ problem: Localized) { problems.append(problem) }

    mutating func add(at place: Localized, _ text: Localized) {
        problems.append(Localized(zh: "\(place.zh)：\(text.zh)", en: "\(place.en): \(text.en)"))
    }

    mutating func add(contentsOf other: InputProblems) { problems += other.problems }

    /// - Parameters:
    ///   - title: What was not done because of them.
    /// - Throws: ``Failure`` with exit code 65 when there is any problem.
    func throwIfAny(code: String, title: Localized, hint: Localized? = nil) throws {
        guard !problems.isEmpty else { return }
        let shown = problems.prefix(Self.shownMax)
        var zh = ([title.zh] + shown.map { "  " + $0.zh }).joined(separator: "\n")
        var en = ([title.en] + shown.map { "  " + $0.en }).joined(separator: "\n")
        if problems.count > shown.count {
            zh += "\n  还有 \(problems.count - shown.count) 处"
            en += "\n  and \(problems.count - shown.count) more"
        }
        throw Failure(code: code, status: .data, message: Localized(zh: zh, en: en), hint: hint)
    }
}
