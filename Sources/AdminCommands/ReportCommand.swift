internal import AdminClient
internal import ArgumentParser
internal import CommandKit
internal import Workbooks

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Reports over all records of the server. / 全区报表。",
        discussion: """
            Reports: compliance, rectification, facts, frequency, tasks, coverage, awareness, opinions, team. --by lists what a row may stand for.

            Example: ruhu-admin report compliance --standard nanhai-2011 --area 440605 --csv 达标.csv
            """)

    @Argument(help: ArgumentHelp("Name of the report. / 报表名称。", valueName: "name"))
    var name: String
    @OptionGroup var report: ReportOptions
    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        try report.checkOutputs(isJSON: connection.common.json)
        let (client, output) = try connection.open()
        let made = try await client.report(name, settings: settings)
        try ReportText(made, output: output).show(report)
    }

    private var settings: [(String, String)] {
        let words: [(String, String?)] = [
            ("area", report.area.isEmpty ? nil : report.area), ("standard", report.standard), ("by", report.by),
            ("version", report.version.map(String.init)), ("round", report.round),
            ("from", report.from), ("to", report.to), ("explain", report.explain ? "true" : nil),
        ]
        return words.compactMap { name, value in value.map { (name, $0) } }
    }
}
