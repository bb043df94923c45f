internal import AdminProtocol
internal import CommunityModel
internal import CommunityRecords
internal import Hummingbird
internal import SyncProtocol
internal import Values

/// `GET /v1/admin/reports/NAME?area=&standard=&version=&by=&round=&from=&to=&explain=`: a report over all records of
/// the server.
struct ReportEndpoint: Sendable {
    let stores: ServerStores

    func make(_ request: Request, _ name: String) async throws -> Report {
        let query = request.uri.queryParameters
        let text = { (key: Substring) -> String? in query[key].map(String.init).flatMap { $0.isEmpty ? nil : $0 } }
        let wanted = ReportRequest(
            name: name, area: text("area") ?? "", standard: text("standard"),
            version: try Self.version(text("version")), by: text("by"), round: text("round"),
            from: try Self.day(text("from")), to: try Self.day(text("to")), explains: text("explain") == "true")
        guard let today = LocalDay.of(stores.now()) else {
            throw Refusal(.internalServerError, "internal", "the server's clock is out of range")
        }
        return try await stores.reading { store in
            do {
                return try ReportDesk.make(wanted, from: store, today: today)
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

    private static func version(_ text: String?) throws(Refusal) -> Int? {
        guard let text else { return nil }
        if let version = Int(text) { return version }
        throw Refusal(.badRequest, "bad_request", "\(text) is not the number of a version")
    }

    private static func day(_ text: String?) throws(Refusal) -> CalendarDate? {
        guard let text else { return nil }
        if let day = CalendarDate(text) { return day }
        throw Refusal(.badRequest, "date_invalid", "\(text) is not a day")
    }
}
