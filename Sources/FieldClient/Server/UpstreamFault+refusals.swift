internal import SyncEngine
internal import Values

extension UpstreamFault {
    /// A refusal by the server, exit code 77. Codes are the server's own (specification, section "Errors").
    static func denied(code: String, text: String, server: String) -> Failure {
        Failure(
            code: code.hasPrefix("http_") ? "denied" : code, status: .denied,
            message: message(of: code, text: text, server: server), hint: hint(for: code))
    }

    private static func message(of code: String, text: String, server: String) -> Localized {
        switch code {
        case "code_wrong": Localized(zh: "注册码不对。", en: "The enrolment code is wrong.")
        case "code_expired": Localized(zh: "注册码已过期。", en: "The enrolment code has expired.")
        case "code_used": Localized(zh: "注册码已被另一台设备用过。", en: "The enrolment code was used by another device.")
        case "user_disabled": Localized(zh: "您的账号已停用。", en: "Your account is disabled.")
        case "device_revoked": Localized(zh: "这台设备已被停用。", en: "This device was revoked.")
        case "token_unknown", "token_wrong", "token_missing", "unauthorized":
            Localized(zh: "服务器 \(server) 不认识这台设备。", en: "The server \(server) does not know this device.")
        case "area_out_of_scope":
            Localized(zh: "分配给您的区域变了。", en: "The areas assigned to you have changed.")
        default:
            Localized(
                zh: "服务器 \(server) 拒绝了请求（\(code)）" + (text.isEmpty ? "。" : "：\(text)"),
                en: "The server \(server) refused (\(code))" + (text.isEmpty ? "." : ": \(text)"))
        }
    }

    private static func hint(for code: String) -> Localized {
        switch code {
        case "code_wrong", "code_expired", "code_used":
            Localized(
                zh: "请向管理员要一个新的注册码（ruhu-admin device enroll）。",
                en: "Ask your administrator for a new one (ruhu-admin device enroll).")
        case "area_out_of_scope": Localized(zh: "请先运行 ruhu sync。", en: "Run `ruhu sync` first.")
        default:
            Localized(
                zh: "本机的记录都在。请联系管理员。", en: "Your records are safe here. Ask your administrator.")
        }
    }
}
