public import CommunityModel
public import SyncProtocol
public import Values

/// What a list of published documents shows without reading them.
public struct PublishedHeading<Version: PublishedVersion>: Sendable, Hashable {
    /// The record that holds it.
    public let record: RecordID
    public let id: String
    public let version: Version
    public let title: Localized
}

/// How versions of a kind of document follow each other.
public protocol PublishedVersion: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// Reads the field `version`; `nil` when it holds something else.
    init?(_ value: Value)
}

extension Int: PublishedVersion {
    /// Standards count their versions.
    ///
    /// - Parameter value: What the record states.
    public init?(_ value: Value) {
        guard case .integer(let number) = value else { return nil }
        self.init(exactly: number)
    }
}

extension FormVersion: PublishedVersion {
    /// Forms name their versions.
    ///
    /// - Parameter value: What the record states.
    public init?(_ value: Value) {
        guard case .text(let text) = value else { return nil }
        self.init(text)
    }
}
