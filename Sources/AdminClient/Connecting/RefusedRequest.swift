internal import AdminProtocol
internal import CurlTransport
public import Values

/// A request that the server answered with a refusal.
public struct RefusedRequest: Error, Sendable {
    /// HTTP status, 300 or more.
    let httpStatus: Int
    /// What the server said; `nil` when it was not one of ours that answered.
    let problem: AdminProblem?
    /// How long the server asks to wait, in seconds.
    let retryAfterSeconds: Double?
    private let server: ServerAddress
    private let subject: String

    init(_ response: HTTPResponse, server: ServerAddress, subject: String, now: Int64) {
        httpStatus = response.status
        problem = AdminProblem(of: response)
        retryAfterSeconds = response.header("Retry-After").flatMap {
            RetryAfter.seconds($0, nowUnixSeconds: Int(now / 1_000))
        }
        self.server = server
        self.subject = subject
    }

    /// Whether the same request may succeed after a pause without anybody's doing.
    var mayPass: Bool {
        let needsPerson = ["store_full", "store_not_writable"].contains(problem?.code ?? "")
        return [429, 502, 503, 504].contains(httpStatus) && !needsPerson
    }

    /// The refusal for people.
    public var failure: Failure {
        guard let problem else { return foreign }
        if problem.code == "not_found" || problem.code == "protocol_unsupported" {
            return Failure(fault: "protocol_unsupported", for: .admin, ["server": server.text])
        }
        if let faults = problem.faults, !faults.isEmpty {
            return .faults(faults, code: problem.code, file: subject)
        }
        // The server's own text is English and for logs; with a code that the table does not know it is passed on.
        let about = subject.isEmpty ? "" : " \(subject)"
        let faults = problem.rows.map { ($0.field, $0.words) }
        let words = [
            "about": about, "subject": subject, "code": problem.code,
            "detail": String(problem.text.prefix(AdminLimits.detailCharactersMax)),
            "rows": problem.rows.map(\.text).joined(separator: " "),
        ]
        let told = Localized(
            zh: faults.map { "\($0)：\($1.zh)" }.joined(separator: " "),
            en: faults.map { "\($0): \($1.en)" }.joined(separator: " "))
        let fault = FaultTable.has(problem.code, for: .admin) ? problem.code : "refused"
        return Failure(
            fault: fault, for: .admin, code: problem.code, status: status, words, bilingual: ["faults": told])
    }

    /// Words of the command line that only the server knows; on a device they are refused alike.
    private static let usage: Set = ["date_invalid", "report_unknown", "report_by_unknown", "report_version_alone"]

    private var status: ExitStatus {
        if let code = problem?.code, Self.usage.contains(code) { return .usage }
        if problem?.code == "body_damaged" { return .tryLater }
        return switch httpStatus {
        case 401, 403: .denied
        case 429, 502, 503, 504: .tryLater
        case 400..<500: .data
        default: .failed
        }
    }

    /// Something that is not our server answered: a proxy, another web site.
    private var foreign: Failure {
        let fault = [429, 502, 503, 504].contains(httpStatus) ? "server_busy" : "not_a_ruhu_server"
        return Failure(fault: fault, for: .admin, ["server": server.text, "detail": "HTTP \(httpStatus)"])
    }
}

extension AdminProblem {
    /// What the server said in a refusal; `nil` when it was not one of ours that answered.
    init?(of response: HTTPResponse) {
        guard let problem = try? JSONText.read(Self.self, from: response.body) else { return nil }
        self = problem
    }
}
