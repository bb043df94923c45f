import CLibCurl

/// libcurl's multi handle, which holds the connections and is polled by the transport's thread.
///
/// `@unchecked Sendable`: the handle is used by one thread only, except for `wake`, which libcurl allows from any
/// thread (curl_multi_wakeup(3)). The lock that keeps `wake` from a handle that is gone is `Mailbox.state`: it is
/// called under that lock only, and the mailbox gives the handle up (`close`) before the thread frees it.
struct MultiHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer

    /// nil when libcurl has no memory.
    init?() {
        guard CurlLibrary.isReady, let pointer = curl_multi_init() else { return nil }
        self.pointer = pointer
        ruhu_curl_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, TransportLimits.idleConnectionsMax)
    }

    /// Ends the thread's poll, now or the next one.
    func wake() {
        curl_multi_wakeup(pointer)
    }
}

/// libcurl's state for the whole process.
enum CurlLibrary {
    /// Whether libcurl is set up, which happens at the first use and once (curl_global_init(3)).
    static let isReady = ruhu_curl_global_init() == CURLE_OK
}
