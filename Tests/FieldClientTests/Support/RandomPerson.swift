import Questionnaires

/// Numbers that look random and are the same for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Fills a form as somebody might: leaves questions out, goes back, adds entries, and says some things that do not fit.
struct RandomPerson {
    private var generator: SeededGenerator

    private static let texts = [
        "路灯坏了", "二楼，左边", " blanks around ", "a < b & \"c\" > 'd'", "两行\n文字", "e\u{301}", "🏠", "13800138000", "abc",
        "12",
    ]
    private static let numbers = ["0", "1", "2", "3", "4", "7", "10", "25", "31", "-1"]
    private static let decimals = ["0", "1.5", "0.1", "-2.25", "1000000", "12"]
    private static let dates = ["2026-11-23", "2000-02-29", "1949-10-01", "2026-12-31", "2030-01-01"]
    private static let times = ["10:30", "00:00", "23:59:59.000+08:00"]
    private static let moments = [
        "2026-11-23T10:15:00.000+08:00", "2026-01-01T00:00:00.000+08:00", "2026-06-30T16:00:00Z",
    ]
    private static let places = ["23.03 113.12 0.0 5.0", "-33.5 151.25", "0 0 0 0"]

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// Goes through the form a few times.
    mutating func fill(_ session: FormSession) {
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            for step in session.steps() {
                switch step {
                case .question(let path):
                    // An earlier answer of this walk may have taken the question away.
                    guard let view = session.view(at: path), isTaken(view) else { continue }
                    _ = session.answer(at: path, answer(view))
                case .addEntry(let path, _):
                    if Bool.random(using: &generator) { _ = try? session.addRepeat(path) }
                case .entry(let path, _, _, _):
                    if Int.random(in: 0..<12, using: &generator) == 0 { try? session.removeRepeat(path) }
                case .group, .end: continue
                }
            }
        }
    }

    /// Most questions are answered, and few of them once more.
    private mutating func isTaken(_ view: QuestionView) -> Bool {
        let chance = Int.random(in: 0..<8, using: &generator)
        return view.value == nil ? chance > 0 : chance == 0
    }

    private mutating func answer(_ view: QuestionView) -> FormAnswer {
        if Int.random(in: 0..<20, using: &generator) == 0 { return .none }
        let names = view.choices.map(\.name)
        switch view.question.control {
        case .selectOne:
            // What opens the rest of a form is mostly a yes, which stands first.
            if names.count == 2, Int.random(in: 0..<6, using: &generator) > 0 { return .text(names[0]) }
            return .text(pick(names))
        case .selectMultiple:
            return .choices(names.shuffled(using: &generator).prefix { _ in Bool.random(using: &generator) }.map { $0 })
        case .rank: return .choices(names.shuffled(using: &generator))
        case .trigger: return .text("OK")
        case .range(let start, let end, let step):
            let count = max(0, Int((end - start) / step))
            return .number(start + step * Double(Int.random(in: 0...count, using: &generator)))
        case .upload: return .text("photo-1.jpg")
        case .input, .secret: return .text(text(of: view.question.type))
        }
    }

    private mutating func text(of type: FieldType) -> String {
        switch type {
        case .int: pick(Self.numbers)
        case .decimal: pick(Self.decimals)
        case .boolean: pick(["true", "false"])
        case .date: pick(Self.dates)
        case .time: pick(Self.times)
        case .dateTime: pick(Self.moments)
        case .geopoint: pick(Self.places)
        default: pick(Self.texts)
        }
    }

    private mutating func pick(_ texts: [String]) -> String { texts.randomElement(using: &generator) ?? "" }
}
