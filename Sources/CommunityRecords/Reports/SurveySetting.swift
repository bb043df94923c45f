internal import CommunityModel
internal import SyncProtocol
internal import Values

extension ReportRequest {
    /// What the figures of a survey report were restricted to.
    func surveySettings(by: String, round: String?) -> [Report.Setting] {
        var settings = [Report.Setting("by", by)]
        if !area.isEmpty { settings.append(Report.Setting("area", area)) }
        if let round { settings.append(Report.Setting("round", round)) }
        if let from { settings.append(Report.Setting("from", from.description)) }
        if let to { settings.append(Report.Setting("to", to.description)) }
        return settings
    }
}
