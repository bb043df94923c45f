import CZlib

extension Gzip {
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
    private struct Step {
        let status: Int32
        let takenBytes: Int
        let producedBytes: Int
    }

    private static func inflateStep(
        _ stream: UnsafeMutablePointer<z_stream>, _ bytes: [UInt8], from taken: Int, into chunk: inout [UInt8]
    ) -> Step {
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
                return Step(
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
