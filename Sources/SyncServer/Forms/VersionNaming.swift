internal import CommunityModel
internal import Questionnaires
internal import ReplicaStore

/// Gives a version to a form that states none: the one that was asked for, or one that follows from the day, as the
/// versions of spreadsheets do (`yyyymmdd`, and `yyyymmddrr` for further ones of a day).
struct VersionNaming {
    /// As it was asked for; `nil` when nothing was.
    let wanted: String?
    /// The administrator's day; `nil` for a program that knows none, and then nothing is given.
    let day: String?
    let store: ReplicaStore

    /// A version that was given.
    struct Given {
        let version: String
        /// Whether it follows from the day.
        var isDated = false
        /// The one that comes after those of the day; `nil` where none is published or none was given by the day.
        var next: String?
    }

    /// - Parameters:
    ///   - id: The form's id.
    ///   - document: The form under a version, as it would be published; `nil` when it cannot be.
    /// - Returns: The version; `nil` when there is none to give.
    /// - Throws: `StoreError`.
    func version(of id: String, document: (String) -> FormDocument?) throws -> Given? {
        if let wanted { return Given(version: wanted) }
        guard let day else { return nil }
        let type = try PublishedKind.form.recordType(in: try store.schema())
        let published = try store.records(of: PublishedKind.form.type)
            .compactMap { PublishedDocument($0.view, .form, type: type) }.filter { $0.id == id }
        guard let newest = published.max(by: { FormVersion($0.version) < FormVersion($1.version) }) else {
            return Given(version: day, isDated: true)
        }
        // The same file once more is the same version, also on another day.
        if document(newest.version)?.text.digest == newest.text.digest { return Given(version: newest.version) }
        let isBehind = FormVersion(day) < FormVersion(newest.version)
        return Given(
            version: isBehind ? day + "01" : day, isDated: true, next: Self.next(after: newest.version, on: day))
    }

    /// `2026112802` after `20261128` and after `2026112801`; `nil` when the version is none of the day.
    private static func next(after version: String, on day: String) -> String? {
        guard version.hasPrefix(day) else { return nil }
        let rest = version.dropFirst(day.count)
        guard let number = rest.isEmpty ? 1 : Int(rest), (1...98).contains(number) else { return nil }
        return day + (number < 9 ? "0" : "") + String(number + 1)
    }
}
