import CLibCurl
internal import Values

/// One transfer under way: libcurl's easy handle and what its callbacks gather. Used by the transport's thread only.
final class Transfer {
    let easy: UnsafeMutableRawPointer
    let answer: CheckedContinuation<Result<HTTPResponse, TransportError>, Never>

    private let request: PreparedRequest
    private let configuration: CurlTransport.Configuration
    private let report: (@Sendable (TransferProgress) -> Void)?
    private let now: @Sendable () -> Double
    private let startedAt: Double
    private var movedAt: Double
    private var isConnected = false
    private var lastReported: TransferProgress?
    private var response: ResponseCollector

    /// Memory that libcurl uses until the handle is freed.
    private let headerList: UnsafeMutablePointer<curl_slist>?
    private let errorText: UnsafeMutablePointer<CChar>

    /// nil when libcurl has no memory.
    init?(
        _ order: TransferOrder, configuration: CurlTransport.Configuration,
        now: @escaping @Sendable () -> Double
    ) {
        guard let easy = curl_easy_init() else { return nil }
        guard let headerList = CurlOptions.makeList(order.request.headerLines) else {
            curl_easy_cleanup(easy)
            return nil
        }
        self.easy = easy
        self.headerList = headerList
        answer = order.answer
        request = order.request
        report = order.progress
        self.configuration = configuration
        self.now = now
        startedAt = now()
        movedAt = startedAt
        response = ResponseCollector(bodyBytesMax: order.request.responseBytesMax)
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))

        let options = CurlOptions(easy: easy)
        let context = Unmanaged.passUnretained(self).toOpaque()
        guard options.set(configuration), options.set(order.request, headerList: headerList),
            options.setCallbacks(context: context, errorText: errorText)
        else { return nil }
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(headerList)
        errorText.deallocate()
    }

    /// The result of the transfer, after libcurl has ended it with `code`.
    func result(code: CURLcode) -> Result<HTTPResponse, TransportError> {
        if let refusal = response.refusal { return .failure(refusal) }
        guard code == CURLE_OK else {
            let failure = CurlFailure(
                code: code, text: String(cString: errorText), easy: easy, request: request,
                caFile: configuration.caFile)
            return .failure(failure.error)
        }
        return .success(
            HTTPResponse(
                status: ruhu_curl_get_long(easy, CURLINFO_RESPONSE_CODE), headers: response.headers,
                body: response.body, bytesSent: Int(ruhu_curl_get_offset(easy, CURLINFO_SIZE_UPLOAD_T)),
                bytesReceived: response.body.count))
    }
}

// MARK: - Deadlines

extension Transfer {
    /// When the thread has to look at this transfer again. Connecting is timed by libcurl.
    var nextDeadline: Double {
        guard let totalSeconds = request.timeouts.totalSeconds else { return stallDeadline }
        return min(stallDeadline, startedAt + Double(totalSeconds))
    }

    /// The timeout that has run out, if one has.
    func phaseOverdue(at now: Double) -> TransportError.Phase? {
        if let totalSeconds = request.timeouts.totalSeconds, now >= startedAt + Double(totalSeconds) { return .total }
        if !isConnected { noteConnection(at: now) }
        return isConnected && now >= stallDeadline ? .stall : nil
    }

    private var stallDeadline: Double {
        // While connecting, the thread looks again within a second, to see the connection soon after it stands.
        movedAt + Double(isConnected ? request.timeouts.stallSeconds : 1)
    }

    /// The stall clock starts when the connection stands, which is when libcurl is about to send the request.
    private func noteConnection(at now: Double) {
        isConnected = ruhu_curl_get_offset(easy, CURLINFO_PRETRANSFER_TIME_T) > 0
        movedAt = now
    }
}

// MARK: - Callbacks

extension Transfer {
    /// - Returns: false when the transfer should end.
    func takeHeader(line: UnsafeRawBufferPointer) -> Bool {
        movedAt = now()
        return response.takeHeader(line: line)
    }

    /// - Returns: false when the transfer should end.
    func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        movedAt = now()
        return response.takeBody(bytes)
    }

    /// libcurl calls this whenever bytes may have moved; it is passed on when they have.
    func note(bytesSent: Int, bytesReceived: Int, bytesToReceive: Int) {
        let progress = TransferProgress(
            bytesSent: bytesSent, bytesToSend: request.body?.count ?? 0,
            bytesReceived: bytesReceived, bytesToReceive: bytesToReceive > 0 ? bytesToReceive : nil)
        guard progress != lastReported else { return }
        lastReported = progress
        movedAt = now()
        report?(progress)
    }
}

/// How far a transfer has come, in bytes of HTTP bodies on the wire (compressed).
public struct TransferProgress: Sendable, Equatable {
    /// Request body bytes handed to the network so far.
    public var bytesSent: Int

    /// Request body bytes there are to send; 0 without a body.
    public var bytesToSend: Int

    /// Response body bytes received so far.
    public var bytesReceived: Int

    /// Response body bytes the server announced; nil when it announced none.
    public var bytesToReceive: Int?
}
