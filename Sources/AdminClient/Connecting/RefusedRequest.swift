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
        problem = try? JSONText.read(AdminProblem.self, from: response.body)
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
        if problem.code == "not_found" || problem.code == "protocol_unsupported" { return mismatch(problem) }
        if let faults = problem.faults, !faults.isEmpty {
            return .faults(faults, code: problem.code, file: subject)
        }
        let wording = RefusalWording(problem, subject: subject)
        return Failure(code: problem.code, status: status, message: wording.message, hint: wording.hint)
    }

    /// Words of the command line that only the server knows; on a device they are refused alike.
    private static let usage: Set = ["date_invalid", "report_unknown", "report_by_unknown", "report_version_alone"]

    private var status: ExitStatus {
        if let code = problem?.code, Self.usage.contains(code) { return .usage }
        return switch httpStatus {
        case 401, 403: .denied
        case 429, 502, 503, 504: .tryLater
        case 400..<500: .data
        default: .failed
        }
    }

    /// Something that is not our server answered: a proxy, another web site.
    private var foreign: Failure {
        if [429, 502, 503, 504].contains(httpStatus) {
            return Failure(
                code: "server_busy", status: .tryLater,
                message: Localized(
                    zh: "服务器 \(server.text) 暂时不能答复（HTTP \(httpStatus)）。",
                    en: "The server \(server.text) cannot answer now (HTTP \(httpStatus))."),
                hint: Localized(zh: "请稍后再试。", en: "Try again later."))
        }
        return Failure(
            code: "not_a_ruhu_server", status: .protocolMismatch,
            message: Localized(
                zh: "\(server.text) 有答复，但不是入户服务器的答复（HTTP \(httpStatus)）。",
                en: "\(server.text) answers, but not as a ruhu server does (HTTP \(httpStatus))."),
            hint: Localized(zh: "请核对地址和端口。", en: "Check the address and the port."))
    }

    private func mismatch(_ problem: AdminProblem) -> Failure {
        Failure(
            code: "protocol_unsupported", status: .protocolMismatch,
            message: Localized(
                zh: "服务器 \(server.text) 不认识这个请求；它的版本可能与本程序不配。",
                en: "The server \(server.text) does not know this request; its version may not match this program."),
            hint: Localized(
                zh: "请核对地址；若无误，请升级较旧的一方。", en: "Check the address; if it is right, upgrade the older of the two."))
    }
}
