/// Why bytes could not be packed or unpacked.
public enum GzipError: Error, Sendable, Equatable {
    /// Unpacking would give more than `limit` bytes; it stopped there.
    case tooLarge(limit: Int)
    /// The bytes are not gzip, fail their checksum, or are followed by something that is not gzip.
    case damaged
    /// The bytes end before the gzip stream does.
    case truncated
    /// zlib could not allocate its working memory.
    case outOfMemory
}
