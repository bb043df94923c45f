internal import AdminProtocol
internal import Hummingbird
internal import NIOCore
internal import NIOHTTP1
internal import ReplicaStore
internal import SyncEngine
internal import SyncProtocol
internal import SyncWire

/// Why a request is not served. The specification lists the codes.
struct Refusal: Error, Sendable {
    /// The statuses of HTTP that refusals use.
    enum Status: Int, Sendable {
        case badRequest = 400, unauthorized = 401, forbidden = 403, notFound = 404, conflict = 409
        case contentTooLarge = 413, unsupportedMediaType = 415, unprocessable = 422, tooManyRequests = 429
        case internalServerError = 500, serviceUnavailable = 503
    }

    let status: Status
    /// Stable.
    let code: String
    /// English, for logs.
    let text: String
    /// When to come back, in seconds.
    let retryAfterSeconds: Int?
    /// What the server speaks, when that was the reason.
    let range: ProtocolRange?
    /// What is wrong in which row, where rows were sent.
    let rows: [AdminProblem.RowFault]
    /// What is wrong where in a file, where one was sent.
    let faults: [FileFault]?
    /// Whether nothing more can be read on the connection.
    private(set) var endsConnection = false

    init(
        _ status: Status, _ code: String, _ text: String, retryAfterSeconds: Int? = nil,
        range: ProtocolRange? = nil, rows: [AdminProblem.RowFault] = [], faults: [FileFault]? = nil
    ) {
        self.status = status
        self.code = code
        self.text = text
        self.retryAfterSeconds = retryAfterSeconds
        self.range = range
        self.rows = rows
        self.faults = faults
    }
}

extension Refusal {
    /// The refusal for an error. What the client cannot mend is named by its code alone; the log has more.
    init(_ error: any Error) {
        switch error {
        case let refusal as Refusal: self = refusal
        case is HTTPParserError:
            self.init(.badRequest, "bad_request", "the request is not HTTP, or was cut off")
            endsConnection = true
        case is NIOTooManyBytesError:
            self.init(.contentTooLarge, "too_large", "the body is larger than the server takes")
        case let fault as AnswerFault: self.init(fault)
        case let fault as MessageFault: self.init(.badRequest, "bad_request", fault.text)
        case let error as StoreError: self.init(error)
        case let error as HTTPError where error.status == .notFound:
            self.init(.notFound, "not_found", "the server has nothing at this path and method")
        case let error as any HTTPResponseError where error.status.kind == .clientError:
            self.init(.badRequest, "bad_request", "the request cannot be served")
        default: self.init(.internalServerError, "internal", "the server failed; its log says how")
        }
    }

    private init(_ fault: AnswerFault) {
        switch fault {
        case .protocolUnsupported(let theirs):
            let own = ProtocolRange.current
            self.init(
                .badRequest, "protocol_unsupported",
                "the client speaks protocol \(theirs.lowest) to \(theirs.highest), the server \(own.lowest) to \(own.highest)",
                range: own)
        case .batchTooLarge:
            self.init(.contentTooLarge, "too_large", "a batch has at most \(Limits.batchChangesMax) changes")
        case .areaOutOfScope(let area):
            self.init(.forbidden, "area_out_of_scope", "area \(area) is not assigned to the user of this device")
        }
    }

    private init(_ error: StoreError) {
        let wait = ServerLimits.retryAfterSeconds
        switch error {
        case .full:
            self.init(.serviceUnavailable, "store_full", "the server's disk is full", retryAfterSeconds: wait * 30)
        case .locked:
            self.init(.serviceUnavailable, "store_locked", "another program holds the store", retryAfterSeconds: wait)
        case .notWritable:
            self.init(
                .serviceUnavailable, "store_not_writable", "the server cannot write its store",
                retryAfterSeconds: wait * 30)
        case .conflictChanged(let id):
            self.init(.conflict, "conflict_changed", "conflict \(id) is not open any more or has changed")
        case .invalidChange(let code): self.init(.badRequest, code, "the change breaks a rule: \(code)")
        case .hasChildren(let record, let count):
            self.init(.conflict, "has_children", "\(count) records lie under \(record)")
        case .cleared(let record, let field):
            self.init(
                .conflict, "field_cleared", "\(record) is closed or deleted; its \(field) holds nothing any more")
        case .missing, .gone, .exists, .notAStore, .corrupt, .newerVersion, .sqlite, .damaged, .draftGone,
            .draftChanged:
            self.init(.internalServerError, "store_failed", "the server's store failed; its log says how")
        }
    }

    static let busy = Refusal(
        .serviceUnavailable, "busy", "the server has too much to do",
        retryAfterSeconds: ServerLimits.retryAfterSeconds)

    /// The code is that of a server which has too much to do: for whoever sends, it comes to the same.
    static let tooSlow = Refusal(
        .serviceUnavailable, "busy", "the request came too slowly, or not at all",
        retryAfterSeconds: ServerLimits.retryAfterSeconds)
}
