internal import ArgumentParser

struct FormCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form", abstract: "The questionnaires on this device. / 本机的问卷。",
        subcommands: [FormList.self, FormShow.self])
}
