import CLibCurl

/// Sets the options of an easy handle. Each method says whether libcurl took them all; it refuses only for want of
/// memory, or when it was built without a feature.
struct CurlOptions {
    let easy: UnsafeMutableRawPointer

    /// What all transfers have in common.
    func set(_ configuration: CurlTransport.Configuration) -> Bool {
        set(CURLOPT_PROTOCOLS_STR, "http,https")
            && set(CURLOPT_USERAGENT, configuration.userAgent)
            && set(CURLOPT_SSL_VERIFYPEER, 1)
            && set(CURLOPT_SSL_VERIFYHOST, 2)
            && set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
            // Of version 1.2 only what keeps what was said secret when a key is stolen later, and cannot be altered
            // unseen (RFC 9325, section 4.2), in OpenSSL's words; version 1.3 has nothing else.
            && set(CURLOPT_SSL_CIPHER_LIST, "ECDHE+AESGCM:ECDHE+CHACHA20")
            // What is escaped in a path is meant so: a login may be two dots.
            && set(CURLOPT_PATH_AS_IS, 1)
            && setCAFile(configuration.caFile)
            && set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
            && set(CURLOPT_FOLLOWLOCATION, 0)
            && set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
            // Signals are the program's own affair.
            && set(CURLOPT_NOSIGNAL, 1)
            && set(CURLOPT_TCP_NODELAY, 1)
            // Without this a transfer that is cancelled while it resolves a name waits for the name server.
            && set(CURLOPT_QUICK_EXIT, 1)
    }

    /// A CA file stands alone: the system's own certificates are then not trusted.
    private func setCAFile(_ path: String?) -> Bool {
        guard let path else { return true }
        return set(CURLOPT_CAINFO, path)
            && ruhu_curl_set_string(easy, CURLOPT_CAPATH, nil) == CURLE_OK
    }

    /// What one request asks for.
    func set(_ request: PreparedRequest, headerList: UnsafeMutablePointer<curl_slist>) -> Bool {
        set(CURLOPT_URL, request.url.text)
            && (!request.url.isLoopback || set(CURLOPT_PROXY, ""))
            && ruhu_curl_set_list(easy, CURLOPT_HTTPHEADER, headerList) == CURLE_OK
            && set(CURLOPT_CONNECTTIMEOUT, request.timeouts.connectSeconds)
            // A second net under the transfer's own stall clock, and not the first: it works on an average.
            && set(CURLOPT_LOW_SPEED_LIMIT, 1)
            && set(CURLOPT_LOW_SPEED_TIME, request.timeouts.stallSeconds + TransportLimits.lowSpeedGraceSeconds)
            && setOffset(CURLOPT_MAXFILESIZE_LARGE, request.responseBytesMax)
            && setMethod(request.method, body: request.body)
    }

    private func setMethod(_ method: HTTPRequest.Method, body: [UInt8]?) -> Bool {
        let sendsBody = body != nil || method == .post || method == .put
        guard sendsBody else {
            return set(CURLOPT_HTTPGET, 1) && (method == .get || set(CURLOPT_CUSTOMREQUEST, method.rawValue))
        }
        // The size goes first, because copying needs it (CURLOPT_COPYPOSTFIELDS(3)).
        return set(CURLOPT_POST, 1)
            && setOffset(CURLOPT_POSTFIELDSIZE_LARGE, body?.count ?? 0)
            && (body ?? []).withUnsafeBytes { bytes in
                // An empty body still needs an address: NULL would mean that the body is read from stdin.
                withUnsafePointer(to: UInt8(0)) { none in
                    let start = bytes.baseAddress ?? UnsafeRawPointer(none)
                    return ruhu_curl_set_bytes(easy, CURLOPT_COPYPOSTFIELDS, start) == CURLE_OK
                }
            }
            && (method == .post || set(CURLOPT_CUSTOMREQUEST, method.rawValue))
    }

    private func set(_ option: CURLoption, _ value: Int) -> Bool {
        ruhu_curl_set_long(easy, option, value) == CURLE_OK
    }

    private func set(_ option: CURLoption, _ value: String) -> Bool {
        ruhu_curl_set_string(easy, option, value) == CURLE_OK
    }

    private func setOffset(_ option: CURLoption, _ value: Int) -> Bool {
        ruhu_curl_set_offset(easy, option, curl_off_t(value)) == CURLE_OK
    }

    /// libcurl's list of header lines; nil when there is no memory for it.
    static func makeList(_ lines: [String]) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else {
                curl_slist_free_all(list)
                return nil
            }
            list = longer
        }
        return list
    }

    /// Points libcurl's callbacks at a `Transfer`.
    ///
    /// - Parameters:
    ///   - context: the transfer, which must outlive the handle's use.
    ///   - errorText: at least `CURL_ERROR_SIZE` bytes for libcurl's message, which must outlive the handle.
    /// - Returns: whether libcurl took them all.
    func setCallbacks(context: UnsafeMutableRawPointer, errorText: UnsafeMutablePointer<CChar>) -> Bool {
        ruhu_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText) == CURLE_OK
            && ruhu_curl_set_pointer(easy, CURLOPT_HEADERDATA, context) == CURLE_OK
            && ruhu_curl_set_pointer(easy, CURLOPT_WRITEDATA, context) == CURLE_OK
            && ruhu_curl_set_pointer(easy, CURLOPT_XFERINFODATA, context) == CURLE_OK
            && ruhu_curl_set_data_callback(easy, CURLOPT_HEADERFUNCTION, takeHeaderLine) == CURLE_OK
            && ruhu_curl_set_data_callback(easy, CURLOPT_WRITEFUNCTION, takeBodyBytes) == CURLE_OK
            && ruhu_curl_set_progress_callback(easy, noteProgress) == CURLE_OK
            && ruhu_curl_set_long(easy, CURLOPT_NOPROGRESS, 0) == CURLE_OK
    }
}

/// CURLOPT_HEADERFUNCTION(3): one whole line a call. Any answer but the number of bytes ends the transfer.
private let takeHeaderLine: ruhu_curl_data_callback = { bytes, size, count, context in
    guard let transfer = transfer(context) else { return 0 }
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    // An answer that is surely not the number of bytes, even for an empty line.
    return transfer.takeHeader(line: line) ? line.count : line.count &+ 1
}

/// CURLOPT_WRITEFUNCTION(3), with the same answers.
private let takeBodyBytes: ruhu_curl_data_callback = { bytes, size, count, context in
    guard let transfer = transfer(context) else { return 0 }
    let body = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return transfer.takeBody(body) ? body.count : 0
}

/// CURLOPT_XFERINFOFUNCTION(3): 0 goes on.
private let noteProgress: ruhu_curl_progress_callback = { context, receiveTotal, received, _, sent in
    transfer(context)?.note(bytesSent: Int(sent), bytesReceived: Int(received), bytesToReceive: Int(receiveTotal))
    return 0
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
    context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}
