import CLibCurl

extension CurlOptions {
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
