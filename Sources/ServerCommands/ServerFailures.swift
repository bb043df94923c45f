internal import ReplicaStore
internal import SyncServer
public import Values

/// Says the errors of the server's modules to people.
public enum ServerFailures {
    /// - Returns: `nil` for errors of other modules.
    public static func explain(_ error: any Error) -> Failure? {
        switch error {
        case let error as ServerError: failure(error)
        case let error as StoreError: failure(error)
        default: nil
        }
    }

    private static func failure(_ error: ServerError) -> Failure {
        switch error {
        case .noServer(let folder):
            Failure(
                code: "server_missing", status: .configuration,
                message: Localized(zh: "\(folder) 中没有服务器。", en: "There is no server in \(folder)."),
                hint: Localized(
                    zh: "请检查 --data，或先运行 ruhu-server init --data \(folder)。",
                    en: "Check --data, or run ruhu-server init --data \(folder) first."))
        case .serverExists(let folder):
            Failure(
                code: "server_exists", status: .configuration,
                message: Localized(zh: "\(folder) 中已有服务器。", en: "\(folder) already holds a server."),
                hint: Localized(
                    zh: "用 ruhu-server serve 启动它，或另选一个文件夹。",
                    en: "Start it with ruhu-server serve, or choose another folder."))
        case .folderNotEmpty(let folder):
            Failure(
                code: "folder_not_empty", status: .configuration,
                message: Localized(zh: "\(folder) 不是空文件夹。", en: "The folder \(folder) is not empty."),
                hint: Localized(zh: "请另选一个空文件夹或新文件夹。", en: "Choose an empty folder or a new one."))
        case .folderUnusable(let folder, let detail):
            Failure(
                code: "folder_unusable", status: .configuration,
                message: Localized(
                    zh: "无法使用文件夹 \(folder)：\(detail)。", en: "The folder \(folder) cannot be used: \(detail)."),
                hint: Localized(
                    zh: "请检查路径、权限和磁盘空间。", en: "Check its path, its permissions and the space on its disk."))
        case .inUse(let folder):
            Failure(
                code: "server_running", status: .tryLater,
                message: Localized(zh: "另一个进程正在使用 \(folder)。", en: "Another process is working on \(folder)."),
                hint: Localized(
                    zh: "一个数据文件夹只能有一个服务器进程；请先停止另一个。",
                    en: "A data folder has one server process; stop the other one first."))
        case .badName(let text):
            Failure(
                code: "name_invalid", status: .data,
                message: Localized(zh: "服务器名称“\(text)”不可用。", en: "\"\(text)\" cannot be a server's name."),
                hint: Localized(zh: "名称为 1 至 100 个字符。", en: "A name has 1 to 100 characters."))
        default: listenFailure(error)
        }
    }

    private static func listenFailure(_ error: ServerError) -> Failure {
        switch error {
        case .addressInUse(let text):
            Failure(
                code: "address_in_use", status: .tryLater,
                message: Localized(zh: "\(text) 已被另一个程序占用。", en: "Another program listens on \(text) already."),
                hint: Localized(zh: "请停止它，或用 --listen 另选端口。", en: "Stop it, or choose another port with --listen."))
        case .addressUnusable(let text, let detail):
            Failure(
                code: "address_unusable", status: .configuration,
                message: Localized(zh: "无法监听 \(text)：\(detail)。", en: "Cannot listen on \(text): \(detail)."),
                hint: Localized(
                    zh: "--listen 须为本机地址；1024 以下的端口需要特权。",
                    en: "--listen takes an address of this machine; ports below 1024 need privileges."))
        case .badAddress(let text):
            Failure(
                code: "address_invalid", status: .configuration,
                message: Localized(zh: "“\(text)”不是监听地址。", en: "\"\(text)\" is not an address to listen on."),
                hint: Localized(
                    zh: "写成 主机:端口，如 127.0.0.1:8080 或 [::1]:8080。",
                    en: "Write HOST:PORT, for example 127.0.0.1:8080 or [::1]:8080."))
        case .certificateUnusable(let file, let detail):
            Failure(
                code: "certificate_unusable", status: .configuration,
                message: Localized(
                    zh: "证书 \(file) 不可用：\(detail)。", en: "The certificate \(file) cannot be used: \(detail)."),
                hint: Localized(
                    zh: "--tls-cert 须为 PEM 格式的证书链文件。", en: "--tls-cert takes a PEM file with the certificate chain."))
        case .keyUnusable(let file, let detail):
            Failure(
                code: "key_unusable", status: .configuration,
                message: Localized(zh: "私钥 \(file) 不可用：\(detail)。", en: "The key \(file) cannot be used: \(detail)."),
                hint: Localized(
                    zh: "--tls-key 须为与证书匹配、无密码的 PEM 私钥。",
                    en: "--tls-key takes the certificate's own PEM key, without a password."))
        default:
            Failure(
                code: "server_failed", status: .failed,
                message: Localized(zh: "服务器失败。", en: "The server failed."))
        }
    }
}
