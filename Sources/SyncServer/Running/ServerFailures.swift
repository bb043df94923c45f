internal import ReplicaStore
public import Values

/// Says the errors of the server's modules to people.
public enum ServerFailures {
    /// - Returns: `nil` for errors of other modules.
    public static func explain(_ error: any Error) -> Failure? {
        switch error {
        case let error as ServerError: failure(error)
        case let error as StoreError: error.failure(for: .server)
        default: nil
        }
    }

    private static func failure(_ error: ServerError) -> Failure {
        let (fault, words): (String, [String: String]) =
            switch error {
            case .noServer(let folder): ("server_missing", ["folder": folder])
            case .serverExists(let folder): ("server_exists", ["folder": folder])
            case .folderNotEmpty(let folder): ("folder_not_empty", ["folder": folder])
            case .folderUnusable(let folder, let detail): ("folder_unusable", ["folder": folder, "detail": detail])
            case .inUse(let folder): ("server_running", ["folder": folder])
            case .refused(let code, let word): (code, ["about": " " + word])
            case .badBackup(let file, let detail): ("backup_invalid", ["file": file, "detail": detail])
            case .badName(let text): ("name_invalid", ["text": text])
            case .addressInUse(let text): ("address_in_use", ["text": text])
            case .addressUnusable(let text, let detail): ("address_unusable", ["text": text, "detail": detail])
            case .badAddress(let text): ("address_invalid", ["text": text])
            case .certificateUnusable(let file, let detail): ("certificate_unusable", ["file": file, "detail": detail])
            case .keyUnusable(let file, let detail): ("key_unusable", ["file": file, "detail": detail])
            }
        return Failure(fault: fault, for: .server, words)
    }
}
