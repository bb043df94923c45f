/// Why a server could not be made or started. Whatever it was, nothing was changed on disk.
public enum ServerError: Error, Hashable, Sendable {
    /// The folder holds no server.
    case noServer(folder: String)
    /// The folder holds a server already.
    case serverExists(folder: String)
    /// A new server wants an empty folder.
    case folderNotEmpty(folder: String)
    /// The folder cannot be made, read or written; `detail` is the system's text.
    case folderUnusable(folder: String, detail: String)
    /// Another process works on the folder.
    case inUse(folder: String)
    /// The file is no backup of a server, or is damaged.
    case badBackup(file: String, detail: String)
    /// Not `HOST:PORT`.
    case badAddress(text: String)
    case addressInUse(text: String)
    /// The address is not one of this machine, its name is unknown, or the port is reserved.
    case addressUnusable(text: String, detail: String)
    case certificateUnusable(file: String, detail: String)
    case keyUnusable(file: String, detail: String)
    /// What the administrator's API would refuse too, by its code; `about` is the login or id that it is about.
    case refused(code: String, about: String)
    /// A name or label that cannot be used.
    case badName(text: String)
}
