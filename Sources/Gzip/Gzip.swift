import CZlib

/// The gzip format (RFC 1952) over arrays of bytes, without state and without files.
///
///     let packed = try Gzip.compress(Array(text.utf8))
///     let bytes = try Gzip.decompress(packed, limit: 1 << 20)
public enum Gzip {
    /// Bytes that one call into zlib may produce. 64 KiB keeps the scratch buffer small and the calls few.
    static let chunkBytes = 64 * 1024

    /// Packs bytes into one gzip member. The same bytes and level give the same result: no name and no time is stored.
    ///
    /// - Parameters:
    ///   - bytes: what to pack; may be empty.
    ///   - level: 0 (stored) to 9 (smallest). 1 is the default because a field device has a slow processor and text
    ///     of the kind we send shrinks by most of what can be had at level 1.
    /// - Returns: a complete gzip stream.
    /// - Throws: `GzipError.outOfMemory`.
    public static func compress(_ bytes: [UInt8], level: Int32 = 1) throws(GzipError) -> [UInt8] {
        precondition((0...9).contains(level), "gzip levels go from 0 to 9")
        // zlib's state points back to the stream, so the stream must not move: it lives on the heap.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        guard ruhu_gzip_deflate_init(stream, level) == Z_OK else { throw .outOfMemory }
        defer { deflateEnd(stream) }

        let bound = Int(deflateBound(stream, uLong(bytes.count)))
        let status: Int32
        let packed: [UInt8]
        (packed, status) = deflateWhole(stream, bytes, bytesMax: bound)
        guard status == Z_STREAM_END else { throw .outOfMemory }
        return packed
    }

    /// Runs deflate until the input is used up. zlib counts in 32 bits, so both sides are handed over in slices.
    private static func deflateWhole(
        _ stream: UnsafeMutablePointer<z_stream>, _ bytes: [UInt8], bytesMax: Int
    ) -> (packed: [UInt8], status: Int32) {
        let sliceBytesMax = Int(Int32.max)
        var status = Z_OK
        let packed = [UInt8](unsafeUninitializedCapacity: bytesMax) { output, outputCount in
            bytes.withUnsafeBufferPointer { input in
                var taken = 0
                while status == Z_OK, outputCount < output.count {
                    let inputSlice = min(input.count - taken, sliceBytesMax)
                    let outputSlice = min(output.count - outputCount, sliceBytesMax)
                    // deflate reads its input only; the C declaration lacks the const.
                    stream.pointee.next_in = input.baseAddress.map { UnsafeMutablePointer(mutating: $0 + taken) }
                    stream.pointee.avail_in = uInt(inputSlice)
                    stream.pointee.next_out = output.baseAddress.map { $0 + outputCount }
                    stream.pointee.avail_out = uInt(outputSlice)
                    status = deflate(stream, taken + inputSlice == input.count ? Z_FINISH : Z_NO_FLUSH)
                    taken += inputSlice - Int(stream.pointee.avail_in)
                    outputCount += outputSlice - Int(stream.pointee.avail_out)
                }
            }
        }
        return (packed, status)
    }

    /// Unpacks a gzip stream of one or more members (RFC 1952, section 2.2).
    ///
    /// The result never holds more than `limit` bytes and the working memory beside it is one chunk of 64 KiB, so a
    /// small stream that would unpack to gigabytes costs no more than an honest one.
    ///
    /// - Parameters:
    ///   - bytes: the whole stream.
    ///   - limit: the most unpacked bytes that are accepted, 0 or more.
    /// - Returns: the unpacked bytes, at most `limit`.
    /// - Throws: `GzipError.tooLarge`, `.damaged`, `.truncated` or `.outOfMemory`.
    public static func decompress(_ bytes: [UInt8], limit: Int) throws(GzipError) -> [UInt8] {
        precondition(limit >= 0, "a limit is not negative")
        // zlib's state points back to the stream, so the stream must not move: it lives on the heap.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        guard ruhu_gzip_inflate_init(stream) == Z_OK else { throw .outOfMemory }
        defer { inflateEnd(stream) }

        var unpacked: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: chunkBytes)
        var taken = 0
        while true {
            let step = inflateStep(stream, bytes, from: taken, into: &chunk)
            taken += step.takenBytes
            guard step.producedBytes <= limit - unpacked.count else { throw .tooLarge(limit: limit) }
            append(chunk[..<step.producedBytes], to: &unpacked, limit: limit)
            switch step.status {
            case Z_OK:
                continue
            case Z_STREAM_END where taken == bytes.count:
                return unpacked
            case Z_STREAM_END:
                // What follows must be another member; if it is not, the next step finds the damage.
                guard inflateReset(stream) == Z_OK else { throw .damaged }
            case Z_BUF_ERROR:
                throw .truncated
            case Z_MEM_ERROR:
                throw .outOfMemory
            default:
                throw .damaged
            }
        }
    }

    /// What one call of inflate did.
    private struct InflateStep {
        let status: Int32
        let takenBytes: Int
        let producedBytes: Int
    }

    private static func inflateStep(
        _ stream: UnsafeMutablePointer<z_stream>, _ bytes: [UInt8], from taken: Int, into chunk: inout [UInt8]
    ) -> InflateStep {
        // zlib counts in 32 bits.
        let slice = min(bytes.count - taken, Int(Int32.max))
        return bytes.withUnsafeBufferPointer { input in
            chunk.withUnsafeMutableBufferPointer { output in
                // inflate reads its input only; the C declaration lacks the const.
                stream.pointee.next_in = input.baseAddress.map { UnsafeMutablePointer(mutating: $0 + taken) }
                stream.pointee.avail_in = uInt(slice)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = uInt(output.count)
                let status = inflate(stream, Z_NO_FLUSH)
                return InflateStep(
                    status: status,
                    takenBytes: slice - Int(stream.pointee.avail_in),
                    producedBytes: output.count - Int(stream.pointee.avail_out))
            }
        }
    }

    /// Appends without letting the array's own doubling reserve more than the limit.
    private static func append(_ produced: ArraySlice<UInt8>, to unpacked: inout [UInt8], limit: Int) {
        let needed = unpacked.count + produced.count
        if needed > unpacked.capacity {
            unpacked.reserveCapacity(min(limit, max(needed, unpacked.capacity * 2)))
        }
        unpacked.append(contentsOf: produced)
    }
}

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
