internal import ArgumentParser
internal import SyncServer

/// Where the server's stores lie.
struct DataFolderOption: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp("The server's data folder. / 服务器数据文件夹。", valueName: "folder"),
        completion: .directory)
    var data: String

    var folder: ServerFolder { ServerFolder(path: data) }
}
