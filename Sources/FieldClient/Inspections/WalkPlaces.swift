internal import ReplicaStore
public import SyncProtocol

extension FieldStore {
    /// Walks whose places are remembered; those looked at longest ago are forgotten first.
    private static let placesMax = 100

    /// Where the walk through an inspection was left on this device.
    ///
    /// - Returns: The code of an indicator; `nil` when it was never begun here.
    /// - Throws: `StoreError`.
    public func walkPlace(of inspection: RecordID) throws -> String? {
        let prefix = "\(inspection) "
        return try walkPlaces().last { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }

    /// Remembers where the walk through an inspection is, so that it goes on there whatever ends the program.
    ///
    /// - Throws: `StoreError`.
    public func keepWalkPlace(_ code: String, of inspection: RecordID) throws {
        let places = try walkPlaces()
        let line = "\(inspection) \(code)"
        guard places.last != line else { return }
        let others = places.filter { !$0.hasPrefix("\(inspection) ") }
        try replica.set([.walkPlaces: (others.suffix(Self.placesMax - 1) + [line]).joined(separator: "\n")])
    }

    private func walkPlaces() throws -> [String] {
        (try replica.text(.walkPlaces) ?? "").split(separator: "\n").map(String.init)
    }
}
