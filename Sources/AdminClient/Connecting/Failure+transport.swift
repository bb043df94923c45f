internal import CurlTransport
internal import Values

extension Failure {
    /// What it means to a person that no answer came.
    init(_ error: TransportError, server: ServerAddress) {
        let url = server.text
        switch error {
        case .unreachable(let detail), .connectionLost(let detail):
            self = .unreachable(url, detail)
        case .resolveFailed(let host): self = .unreachable(url, "\(host): no address")
        case .timedOut(let phase): self = .unreachable(url, "timeout (\(phase.rawValue))")
        case .certificate(let detail), .tls(let detail):
            self.init(
                code: "certificate_refused", status: .unreachable,
                message: Localized(
                    zh: "无法确认服务器 \(url) 的身份：\(detail)", en: "The server \(url) cannot be trusted: \(detail)"),
                hint: Localized(
                    zh: "如果服务器用的是自己的证书，请用 --ca 文件 或 RUHU_CA 指明；否则请联系运维，不要继续。",
                    en: "Name the server's own authority with --ca FILE or RUHU_CA; otherwise ask the operator first."))
        case .unreadableCAFile(let path):
            self.init(
                code: "ca_file_unreadable", status: .configuration,
                message: Localized(
                    zh: "证书文件 \(path) 不存在，或其中没有证书。", en: "The file \(path) is missing or holds no certificate."),
                hint: Localized(zh: "请检查 --ca 或 RUHU_CA。", en: "Check --ca or RUHU_CA."))
        case .damagedResponse(let detail):
            self = .damaged(url, detail)
        case .tooLarge(let limit):
            self = .damaged(url, "> \(limit) bytes")
        case .invalidURL:
            self.init(
                code: "server_address_invalid", status: .usage,
                message: Localized(zh: "“\(url)”不是服务器地址。", en: "\"\(url)\" is not the address of a server."))
        case .invalidHeader:
            self.init(
                code: "token_malformed", status: .denied,
                message: Localized(
                    zh: "令牌中有不能发送的字符；它可能没有复制完整。",
                    en: "The token holds characters that cannot be sent; it may have been copied wrongly."))
        case .cancelled, .shutDown:
            self.init(
                code: "interrupted", status: .interrupted, message: Localized(zh: "已中断。", en: "Interrupted."))
        case .busy, .failed:
            self.init(
                code: "transport_failed", status: .failed,
                message: Localized(
                    zh: "无法向 \(url) 发送请求：\(error)", en: "The request to \(url) could not be sent: \(error)"),
                hint: Localized(zh: "请重试。", en: "Try again."))
        }
    }

    private static func unreachable(_ url: String, _ detail: String) -> Failure {
        Failure(
            code: "server_unreachable", status: .unreachable,
            message: Localized(zh: "连接不上服务器 \(url)：\(detail)", en: "The server \(url) cannot be reached: \(detail)"),
            hint: Localized(
                zh: "请检查网络和地址，再试一次。", en: "Check the network and the address, then try again."))
    }

    private static func damaged(_ url: String, _ detail: String) -> Failure {
        Failure(
            code: "reply_damaged", status: .protocolMismatch,
            message: Localized(
                zh: "\(url) 的答复无法读懂：\(detail)", en: "\(url) gave an answer that cannot be read: \(detail)"),
            hint: Localized(zh: "请核对地址。", en: "Check the address."))
    }
}
