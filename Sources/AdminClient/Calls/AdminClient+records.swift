public import AdminProtocol

extension AdminClient {
    /// The areas whose codes begin with a prefix, by code; all when it is empty.
    public func areas(under prefix: String = "") async throws -> [AreaRow] {
        try await get(["areas"], query: prefix.isEmpty ? [] : [("under", prefix)], about: prefix)
    }

    /// The open conflicts of records in areas whose codes begin with a prefix; all when it is empty.
    public func conflicts(area prefix: String = "") async throws -> [ConflictRecord] {
        try await get(["conflicts"], query: prefix.isEmpty ? [] : [("area", prefix)], about: prefix)
    }

    /// An open conflict.
    ///
    /// - Parameter id: An id, or a beginning of it that no other conflict shares.
    /// - Returns: The conflict with its values in the order people count them.
    /// - Throws: ``RefusedRequest`` with `conflict_unknown` or `conflict_ambiguous`.
    public func conflict(_ id: String) async throws -> ConflictRecord {
        try await get(["conflicts", id], about: id)
    }

    /// Decides a conflict.
    ///
    /// - Parameters:
    ///   - id: The whole id.
    ///   - resolution: The version that was shown, the decision and its reason.
    /// - Throws: ``RefusedRequest`` with `conflict_changed`, `conflict_unknown` or `value_invalid`.
    public func resolve(conflict id: String, _ resolution: ConflictResolution) async throws {
        try await post(["conflicts", id, "resolve"], resolution, about: id)
    }
}
