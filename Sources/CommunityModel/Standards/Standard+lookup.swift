extension Standard {
    /// The indicator with a code.
    public func indicator(_ code: String) -> Indicator? { indicators.first { $0.code == code } }
}

extension Indicator {
    /// Whether it is about what became of other indicators that failed. It is not one of them, and its own failure is
    /// mended by mending theirs.
    public var isAboutRectification: Bool {
        formulas.values.contains { $0.queries.contains { $0.name == "rectifications" } }
    }
}
