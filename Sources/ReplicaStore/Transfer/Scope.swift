/// The areas somebody is assigned: each code covers all codes that begin with it.
public struct Scope: Hashable, Sendable {
    /// Ascending, without codes that another one covers.
    public let codes: [String]

    /// - Parameter codes: Area codes in any order; empty ones are left out.
    public init(_ codes: some Sequence<String>) {
        let sorted = Set(codes.filter { !$0.isEmpty }).sorted()
        self.codes = sorted.filter { code in !sorted.contains { $0 != code && code.hasPrefix($0) } }
    }

    /// Whether records in an area are in scope.
    public func covers(_ area: String) -> Bool {
        area == "*" || codes.contains { area.hasPrefix($0) }
    }

    /// Whether an area lies above the scope, so that its own record is sent along.
    public func isBelow(_ area: String) -> Bool {
        !area.isEmpty && codes.contains { $0 != area && $0.hasPrefix(area) }
    }
}
