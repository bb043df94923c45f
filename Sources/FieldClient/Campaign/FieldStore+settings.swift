public import CommunityModel
public import CommunityRecords
internal import ReplicaStore

extension FieldStore {
    /// The settings of the campaign as this device knows them.
    ///
    /// - Returns: The settings; the defaults where nothing is stated.
    /// - Throws: `StoreError`.
    public func campaignSettings() throws -> CampaignSettings { try CampaignSettings.read(from: replica) }

    /// The same, one by one, with what is stated and what cannot be read.
    public func statedSettings() throws -> [StatedSetting] { try StatedSetting.all(in: replica) }
}
