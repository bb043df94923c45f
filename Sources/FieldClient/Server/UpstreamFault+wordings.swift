internal import CurlTransport
internal import SyncEngine
internal import SyncProtocol
internal import Values

extension UpstreamFault {
    /// The fault as people and scripts are told of it.
    var failure: Failure {
        let failure = wording
        guard isEnrolment, failure.status != .denied, failure.status != .configuration else { return failure }
        let hint =
            mayHaveActed
            ? Localized(
                zh: "注册可能已经完成：请用同一个注册码再运行一次 ruhu init。",
                en: "The server may have enrolled this device: run `ruhu init` again with the same code.")
            : Localized(
                zh: "没有留下任何内容。请检查地址和网络后再试。",
                en: "Nothing was left behind. Check the address and the network, and try again.")
        return Failure(code: failure.code, status: failure.status, message: failure.message, hint: hint)
    }

    private var wording: Failure {
        // Whoever interrupts a sync hears of that, and not of the try before it that failed.
        if cause == .cancelled { return Self.cancelled }
        if let transport, let failure = Self.failure(of: transport, server: server) { return failure }
        switch cause {
        case .unreachable(let detail):
            return Self.unreachable(server: server, detail: Localized(detail))
        case .busy: return Self.busy(server: server)
        case .denied(let code, let text): return Self.denied(code: code, text: text, server: server)
        case .protocolMismatch(let range): return Self.mismatch(range, server: server)
        case .cancelled: return Self.cancelled
        case .tooLarge:
            return Failure(
                code: "too_large_for_server", status: .failed,
                message: Localized(
                    zh: "去往 \(server) 的途中拒收了请求：太大（HTTP 413）。",
                    en: "The way to \(server) does not take a request of this size (HTTP 413)."),
                hint: Localized(
                    zh: "请告诉管理员检查反向代理的大小限制。", en: "Tell your administrator: a proxy's size limit is too small."))
        case .unexpected(let code, let text): return Self.unexpected(code: code, text: text, server: server)
        }
    }

    static let cancelled = Failure(
        code: "interrupted", status: .interrupted,
        message: Localized(zh: "已中断。已经收到的内容都保存了。", en: "Interrupted. What had arrived is stored."),
        hint: Localized(zh: "下次 ruhu sync 会从这里继续。", en: "The next `ruhu sync` continues from here."))

    private static let unsentStays = Localized(
        zh: "本机的记录都在，连上网络后再运行 ruhu sync。", en: "Your records are safe here; sync again when there is a network.")

    private static func unreachable(server: String, detail: Localized) -> Failure {
        Failure(
            code: "server_unreachable", status: .unreachable,
            message: Localized(
                zh: "连不上服务器 \(server)：\(detail.zh)", en: "The server \(server) cannot be reached: \(detail.en)"),
            hint: unsentStays)
    }

    private static func busy(server: String) -> Failure {
        Failure(
            code: "server_busy", status: .tryLater,
            message: Localized(zh: "服务器 \(server) 正忙。", en: "The server \(server) is busy."),
            hint: Localized(zh: "本机的记录都在，请过几分钟再试。", en: "Your records are safe here; try again in a few minutes."))
    }

    private static func mismatch(_ range: ProtocolRange?, server: String) -> Failure {
        let own = ProtocolRange.current
        let theirs = range.map { "\($0.lowest)–\($0.highest)" }
        return Failure(
            code: "protocol_unsupported", status: .protocolMismatch,
            message: Localized(
                zh: "服务器 \(server) 使用协议版本 \(theirs ?? "未知")，本程序使用 \(own.lowest)–\(own.highest)。",
                en:
                    "The server \(server) speaks protocol \(theirs ?? "unknown"), this program \(own.lowest)–\(own.highest)."
            ),
            hint: (range?.lowest ?? .max) > own.highest
                ? Localized(zh: "请升级本程序；本机的记录都在。", en: "Upgrade this program; your records are safe here.")
                : Localized(
                    zh: "请管理员升级服务器；本机的记录都在。", en: "Ask for the server to be upgraded; your records are safe here."))
    }

    private static func unexpected(code: String, text: String, server: String) -> Failure {
        switch code {
        case "http_301", "http_302", "http_307", "http_308", "http_404", "http_405", "not_a_server":
            Failure(
                code: "not_a_server", status: .configuration,
                message: Localized(
                    zh: "\(server) 不是入户（Ruhu）服务器。", en: "There is no Ruhu server at \(server)."),
                hint: Localized(zh: "请检查地址和路径。", en: "Check the address and its path."))
        case "reply_damaged":
            Failure(
                code: code, status: .failed,
                message: Localized(
                    zh: "服务器 \(server) 的回复损坏，没有保存：\(text)",
                    en: "A reply of \(server) is damaged and was not stored: \(text)"),
                hint: Localized(zh: "请再试；若再次出现，请告诉管理员。", en: "Try again; if it happens again, tell your administrator.")
            )
        default:
            Failure(
                code: code.hasPrefix("http_5") || code == "internal" ? "server_failed" : code,
                status: code.hasPrefix("http_5") || code == "internal" ? .tryLater : .failed,
                message: Localized(
                    zh: "服务器 \(server) 没有完成请求（\(code)）\(text.isEmpty ? "。" : "：" + text)",
                    en: "The server \(server) did not do it (\(code))\(text.isEmpty ? "." : ": " + text)"),
                hint: Localized(
                    zh: "本机的记录都在。请再试；若再次出现，请把这一行告诉管理员。",
                    en: "Your records are safe here. Try again; if it happens again, tell your administrator this line."
                ))
        }
    }

    /// - Returns: `nil` for errors that say no more than the cause does.
    private static func failure(of error: TransportError, server: String) -> Failure? {
        switch error {
        case .unreachable(let detail):
            return unreachable(server: server, detail: Localized(zh: "没有连接（\(detail)）", en: detail))
        case .resolveFailed(let host):
            return unreachable(
                server: server, detail: Localized(zh: "找不到主机 \(host)", en: "the host \(host) has no address"))
        case .timedOut(.connect):
            return unreachable(server: server, detail: Localized(zh: "连接超时", en: "no connection in time"))
        case .timedOut:
            return unreachable(server: server, detail: Localized(zh: "等待回复超时", en: "no reply in time"))
        case .connectionLost:
            return unreachable(server: server, detail: Localized(zh: "连接中断", en: "the connection was lost"))
        case .damagedResponse:
            return unreachable(server: server, detail: Localized(zh: "回复不完整", en: "the reply is damaged"))
        case .certificate(let detail):
            return Failure(
                code: "certificate_refused", status: .unreachable,
                message: Localized(
                    zh: "不信任服务器 \(server) 的证书：\(detail)", en: "The certificate of \(server) is not trusted: \(detail)"),
                hint: Localized(
                    zh: "没有发送任何内容。若服务器使用自己的证书，请用 --ca FILE 或 RUHU_CA 指定。",
                    en:
                        "Nothing was sent. If the server has a certificate of its own, name it with --ca FILE or RUHU_CA."
                ))
        case .tls(let detail):
            return Failure(
                code: "certificate_refused", status: .unreachable,
                message: Localized(
                    zh: "无法与 \(server) 建立加密连接：\(detail)", en: "No encrypted connection with \(server): \(detail)"),
                hint: Localized(
                    zh: "请检查地址以 https 还是 http 开头。", en: "Check whether the address begins with https or http."))
        case .unreadableCAFile(let path):
            return Failure(
                code: "ca_file_unreadable", status: .configuration,
                message: Localized(
                    zh: "证书文件不存在或没有证书：\(path)", en: "The CA file is missing or holds no certificate: \(path)"),
                hint: Localized(zh: "请用 --ca FILE 或 RUHU_CA 指定。", en: "Name it with --ca FILE or RUHU_CA."))
        case .tooLarge, .invalidURL, .invalidHeader, .busy, .failed:
            return Failure(
                code: "transport_failed", status: .failed,
                message: Localized(
                    zh: "与 \(server) 的传输失败：\(error)", en: "The transfer with \(server) failed: \(error)"),
                hint: unsentStays)
        case .cancelled, .shutDown: return nil
        }
    }
}
