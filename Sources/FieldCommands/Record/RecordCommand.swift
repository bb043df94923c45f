internal import ArgumentParser

struct RecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Records of every type: facilities, activities, opinions, tasks, … / 各类记录：设施、活动、意见、任务等。",
        discussion: """
            What there is to record is declared in the schema, which comes with the sync: `ruhu record types`.

            Example / 例:
              ruhu record add activity area=440605011001 kind=health_lecture date=2012-06-30 state=held
              ruhu record list activity kind=health_lecture --area 440605011
            """,
        subcommands: [
            RecordAdd.self, RecordSet.self, RecordList.self, RecordShow.self, RecordImportCommand.self,
            RecordTypesCommand.self,
        ])
}
