public import CommunityRecords
internal import ReplicaStore
public import Values

extension FieldStore {
    /// Computes a report from the records of this device.
    ///
    /// - Parameter request: What is asked for.
    /// - Returns: The report.
    /// - Throws: ``Failure`` `report_unknown`, `report_by_unknown`, `standard_unknown`; `StoreError`.
    public func report(_ request: ReportRequest) throws -> Report {
        do {
            return try ReportDesk.make(request, from: replica, today: today())
        } catch let fault as ReportFault {
            throw fault.failure
        }
    }
}
