public import ReplicaStore
public import Values

/// Every report, by its name.
///
/// ```swift
/// let request = ReportRequest(name: "coverage", area: "440605011", by: "building")
/// let report = try ReportCatalogue.make(request, from: store, today: today)
/// ```
public enum ReportCatalogue {
    private static let makers: [(name: String, make: @Sendable (ReportRequest, ReportSources) throws -> Report)] = [
        ("compliance", { try ComplianceReport.make($0, from: $1) }),
        ("rectification", { try RectificationReport.make($0, from: $1) }),
        ("facts", { try FactsReport.make($0, from: $1) }),
        ("frequency", { try FrequencyReport.make($0, from: $1) }),
        ("tasks", { try TasksReport.make($0, from: $1) }),
        ("coverage", { try CoverageReport.make($0, from: $1) }),
        ("awareness", { try AwarenessReport.make($0, from: $1) }),
        ("opinions", { try OpinionsReport.make($0, from: $1) }),
        ("team", { try TeamReport.make($0, from: $1) }),
    ]

    /// The names, in the order people see them.
    public static var names: [String] { makers.map(\.name) }

    /// Computes a report.
    ///
    /// - Parameters:
    ///   - request: What is asked for.
    ///   - replica: The store.
    ///   - today: The day on which it is asked.
    /// - Returns: The report.
    /// - Throws: ``ReportFault``, ``Failure`` `standard_unknown` or `standard_ambiguous` (65); `StoreError`.
    public static func make(_ request: ReportRequest, from replica: ReplicaStore, today: CalendarDate) throws -> Report
    {
        guard let maker = makers.first(where: { $0.name == request.name }) else {
            throw ReportFault(code: "report_unknown", given: request.name, known: names)
        }
        let sources = try ReportSources(replica, today: today)
        try request.checkArea(sources)
        return try maker.make(request, sources)
    }
}

/// What a report is computed from.
public final class ReportSources {
    let replica: ReplicaStore
    let standards: PublishedStandards
    let facts: CommunityFacts
    let today: CalendarDate

    init(_ replica: ReplicaStore, today: CalendarDate) throws {
        self.replica = replica
        self.today = today
        standards = try PublishedStandards(replica)
        facts = try CommunityFacts(replica)
    }
}
