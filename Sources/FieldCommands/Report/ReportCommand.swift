internal import ArgumentParser
internal import CommandKit
internal import CommunityRecords
internal import FieldClient
internal import Workbooks

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Reports from this device's records, offline. / 用本机记录出报表，离线可用。",
        discussion: """
            Reports: \(ReportCatalogue.names.joined(separator: ", ")).

            Example / 例:
              ruhu report compliance --standard nanhai-2011 --by group --explain
            """)

    @Argument(help: ArgumentHelp("Name of the report. / 报表名称。", valueName: "name"))
    var name: String
    @OptionGroup var report: ReportOptions
    @OptionGroup var options: FieldOptions

    func run() throws {
        try report.checkOutputs(isJSON: options.common.json)
        let request = ReportRequest(
            name: name, area: report.area, standard: report.standard, version: report.version, by: report.by,
            round: report.round,
            from: try report.from.map(InspectionDate.read), to: try report.to.map(InspectionDate.read),
            explains: report.explain)
        let opened = try options.open(to: .look)
        let made = try opened.store.campaign.report(request)
        try ReportText(made, output: opened.output).show(report)
    }
}
