internal import ArgumentParser

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Hold a community against a standard. / 按标准检查社区。",
        discussion: "Example / 例: ruhu inspect start --standard nanhai-2011 --area 440605011001",
        subcommands: [
            InspectStart.self, InspectWalk.self, InspectRecord.self, InspectExempt.self, InspectNote.self,
            InspectShow.self, InspectList.self, InspectReuse.self, InspectSubmit.self,
        ])
}
