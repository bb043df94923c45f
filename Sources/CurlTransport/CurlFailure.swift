import CLibCurl
import Glibc

/// How libcurl ended a transfer, told as one of our errors. The code decides; the text is only passed on.
struct CurlFailure {
    let code: CURLcode
    /// libcurl's message; may be empty.
    let text: String
    let easy: UnsafeMutableRawPointer
    let request: PreparedRequest
    let caFile: String?

    /// The error that callers get.
    var error: TransportError {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST:
            .resolveFailed(host: request.url.host)
        case CURLE_COULDNT_RESOLVE_PROXY:
            .resolveFailed(host: "the proxy of \(request.url.host)")
        case CURLE_COULDNT_CONNECT:
            .unreachable(detail: connectDetail)
        case CURLE_PROXY:
            .unreachable(detail: detail)
        case CURLE_OPERATION_TIMEDOUT:
            .timedOut(phase: wasConnected ? .stall : .connect)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            .certificate(detail: detail)
        case CURLE_SSL_CACERT_BADFILE:
            .unreadableCAFile(path: caFile ?? "the system's own")
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_INITFAILED,
            CURLE_SSL_CLIENTCERT:
            .tls(detail: detail)
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE:
            proxyRefusal ?? .connectionLost(detail: detail)
        // The URL's scheme was checked before, so an unsupported protocol is HTTP/0.9 from the server.
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING:
            .damagedResponse(detail: detail)
        case CURLE_FILESIZE_EXCEEDED:
            .tooLarge(limit: request.responseBytesMax)
        case CURLE_URL_MALFORMAT:
            .invalidURL(request.url.text)
        default:
            .failed(curlCode: Int(code.rawValue), detail: detail)
        }
    }

    /// Whether the connection stood, TLS included.
    private var wasConnected: Bool {
        ruhu_curl_get_offset(easy, CURLINFO_PRETRANSFER_TIME_T) > 0
    }

    /// A proxy that answered CONNECT with something other than success; libcurl reports it as a broken connection.
    private var proxyRefusal: TransportError? {
        let status = ruhu_curl_get_long(easy, CURLINFO_HTTP_CONNECTCODE)
        guard status != 0, !(200...299).contains(status) else { return nil }
        return .unreachable(detail: "the proxy answered \(status)")
    }

    /// The system's reason, such as `127.0.0.1: Connection refused`; libcurl's text leaves it out.
    private var connectDetail: String {
        let number = Int32(truncatingIfNeeded: ruhu_curl_get_long(easy, CURLINFO_OS_ERRNO))
        guard number != 0, let reason = strerror(number) else { return detail }
        return "\(request.url.host): \(String(cString: reason))"
    }

    private var detail: String {
        let message = text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
        return String(message.prefix(TransportLimits.detailCharactersMax))
    }
}
