/// What became of a file whose content is published as an immutable version.
public enum PublishingOutcome: String, Codable, Hashable, Sendable {
    case published
    /// This very version was published before; nothing was changed.
    case unchanged
    /// It was published before, somebody had changed the record, and it is whole again.
    case restored
    /// Only looked at: it can be published.
    case valid
}
