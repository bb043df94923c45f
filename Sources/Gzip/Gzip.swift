/// The gzip format (RFC 1952) over arrays of bytes, without state and without files.
///
/// `compress` and `decompress` stand in files of their own.
public enum Gzip {
    /// Bytes that one call into zlib may produce. 64 KiB keeps the scratch buffer small and the calls few.
    static let chunkBytes = 64 * 1024
}
