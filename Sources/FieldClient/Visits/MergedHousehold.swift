internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// Households that were found to be others: nobody calls there any more.
extension FieldStore {
    /// Refuses a household that was merged into another. While people disagree on that it stands for itself.
    ///
    /// - Parameter household: The household.
    /// - Throws: ``Failure`` `household_merged`, which names the other one; ``StoreError``.
    func refuseMerged(_ household: RecordView) throws {
        guard try target(ofMerged: household) != nil else { return }
        var links: [RecordID: RecordID] = [:]
        var next: RecordView? = household
        while let view = next, links[view.key.id] == nil, let other = try target(ofMerged: view) {
            links[view.key.id] = other
            next = try replica.record(RecordKey(id: other, type: RecordTypes.household))?.view
        }
        let other = AliasGraph(links: links).representative(of: household.key.id)
        // Of households that were merged in a circle one stands for all.
        guard other != household.key.id else { return }
        let key = RecordKey(id: other, type: RecordTypes.household)
        let isHere = try replica.record(key) != nil
        let place = isHere ? try label(of: key) : Localized(zh: "", en: "")
        let id = isHere ? try shortID(other) : other.description
        throw Failure(
            code: "household_merged", status: .data,
            message: Localized(
                zh: "住户 \(household.key.id) 已并入 \(place.zh)（\(other)）。没有保存。",
                en: "The household \(household.key.id) was merged into \(place.en) (\(other)). Nothing was saved."),
            hint: Localized(zh: "请对 \(id) 入户。", en: "Visit \(id) instead."))
    }

    private func target(ofMerged household: RecordView) throws -> RecordID? {
        guard case .value(let write)? = household.outcome(of: .alias),
            case .reference(let other)? = Value(encoded: write.value)
        else { return nil }
        return other
    }
}
