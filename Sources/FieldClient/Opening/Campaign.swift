public import CommunityModel
public import CommunityRecords
internal import ReplicaStore
public import Values

/// What the district states, and what comes of it.
public struct Campaign: UseCase, Sendable {
    let store: FieldStore

    /// The settings of the campaign as this device knows them; the defaults where nothing is stated.
    ///
    /// - Throws: `StoreError`.
    public func settings() throws -> CampaignSettings { try CampaignSettings.read(from: replica) }

    /// The same, one by one, with what is stated and what cannot be read.
    public func stated() throws -> [StatedSetting] { try StatedSetting.all(in: replica) }

    /// Today in the time of the campaign.
    ///
    /// - Throws: ``Failure`` `clock_wrong`.
    public func today() throws -> CalendarDate {
        guard let day = LocalDay.of(environment.wallMilliseconds()) else {
            throw Failure(fault: "clock_wrong")
        }
        return day
    }

    /// The name of an area with its code.
    public func areaName(_ code: String) throws -> String {
        let name = try CommunityFacts(replica).areas.name(of: code)
        return name == code ? code : "\(name) \(code)"
    }

    /// Computes a report from the records of this device.
    ///
    /// - Parameter request: What is asked for.
    /// - Returns: The report.
    /// - Throws: ``Failure`` `report_unknown`, `report_by_unknown`, `standard_unknown`; `StoreError`.
    public func report(_ request: ReportRequest) throws -> Report {
        do {
            return try ReportCatalogue.make(request, from: replica, today: today())
        } catch let fault as ReportFault {
            throw fault.failure
        }
    }
}
