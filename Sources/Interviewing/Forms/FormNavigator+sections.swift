internal import Questionnaires

/// A group of questions as a list of groups shows it.
struct FormSection: Hashable {
    let title: String
    /// Its place among the steps.
    let start: Int
    var answered = 0
    var questions = 0
}

/// The groups of the form around a person.
extension FormNavigator {
    /// The titles of the groups and entries that the present stop lies in, the outermost first.
    var heading: [String] {
        var titles: [(path: String, title: String)] = []
        let place = step.place
        for step in steps[..<position] {
            switch step {
            case .group(let path, let label): note(path, label, in: &titles)
            case .entry(let path, let label, let number, let count):
                note(path, label.isEmpty ? "\(number)/\(count)" : "\(label) \(number)/\(count)", in: &titles)
            case .question, .addEntry, .end: break
            }
        }
        return titles.filter { $0.path.isEmpty || place.hasPrefix($0.path + "/") }.map(\.title)
    }

    /// A group that begins ends those that do not hold it. A group without a node of its own lasts until the next.
    private func note(_ path: String, _ title: String, in titles: inout [(path: String, title: String)]) {
        titles.removeAll { $0.path.isEmpty || !path.hasPrefix($0.path + "/") }
        titles.append((path, title))
    }

    /// Which question this is, and of how many that the form asks now.
    var count: (number: Int, total: Int) {
        var number = 0
        var total = 0
        for (index, step) in steps.enumerated() {
            guard case .question = step else { continue }
            total += 1
            if index <= position { number += 1 }
        }
        return (number, total)
    }

    /// All groups and entries, with how far each is filled; what stands before the first group under the form's title.
    func sections() -> [FormSection] {
        let answered = Set(session.answers().map(\.path))
        var sections = [FormSection(title: session.form.title, start: 0)]
        for (index, step) in steps.enumerated() {
            switch step {
            case .group(_, let label): sections.append(FormSection(title: label, start: index))
            case .entry(_, let label, let number, _):
                sections.append(FormSection(title: label.isEmpty ? "\(number)" : "\(label) \(number)", start: index))
            case .question(let path):
                guard session.view(at: path)?.isReadonly == false else { continue }
                sections[sections.count - 1].questions += 1
                if answered.contains(path) { sections[sections.count - 1].answered += 1 }
            case .addEntry, .end: continue
            }
        }
        return sections.filter { $0.questions > 0 }
    }
}
