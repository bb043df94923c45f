internal import AdminProtocol
internal import CommunityRecords
internal import SyncProtocol
internal import Values

/// `GET /v2/admin/reports/NAME?area=&standard=&version=&by=&round=&from=&to=&explain=`: a report over all records of
/// the server.
struct ReportEndpoint: Sendable {
    let stores: ServerStores

    func make(_ request: AdminRequest) async throws -> Report {
        let wanted = ReportRequest(
            name: request.word, area: request.query("area") ?? "", standard: request.query("standard"),
            version: try request.versionNumber(), by: request.query("by"), round: request.query("round"),
            from: try Self.day(request.query("from")), to: try Self.day(request.query("to")),
            explains: request.query("explain") == "true")
        guard let today = LocalDay.of(stores.now()) else {
            throw Refusal(.internalServerError, "internal", "the server's clock is out of range")
        }
        return try await stores.reading { store in
            do {
                return try ReportCatalogue.make(wanted, from: store, today: today)
            } catch let fault as ReportFault where ["area_unknown", "round_unknown"].contains(fault.code) {
                throw Refusal(
                    .badRequest, fault.code, fault.known.joined(separator: ", "),
                    rows: [AdminProblem.RowFault(row: 0, field: "", code: fault.code, text: fault.given)])
            } catch let fault as ReportFault {
                throw Refusal(.badRequest, fault.code, fault.known.joined(separator: ", "))
            } catch let failure as Failure {
                throw Refusal(.badRequest, failure.code, wanted.standard ?? "")
            }
        }
    }

    private static func day(_ text: String?) throws(Refusal) -> CalendarDate? {
        guard let text else { return nil }
        if let day = CalendarDate(text) { return day }
        throw Refusal(.badRequest, "date_invalid", "\(text) is not a day")
    }
}
