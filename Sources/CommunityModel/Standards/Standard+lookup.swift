extension Standard {
    /// The indicator with a code.
    public func indicator(_ code: String) -> Indicator? { indicators.first { $0.code == code } }
}
