/// A look of text on a terminal that can show it, as ECMA-48 section 8.3.117 (SGR) numbers it.
public enum Style: Sendable, CaseIterable {
    case bold, dim, red, green, yellow, cyan
    /// Light on dark for dark on light.
    case reverse

    var code: Int {
        switch self {
        case .bold: 1
        case .dim: 2
        case .red: 31
        case .green: 32
        case .yellow: 33
        case .cyan: 36
        case .reverse: 7
        }
    }
}
