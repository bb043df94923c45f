import CZlib

extension Gzip {
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
}
