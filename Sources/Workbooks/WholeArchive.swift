internal import CZlib
internal import Glibc
internal import Values

/// Reads a spreadsheet back before it is handed over.
///
/// libxlsxwriter keeps each part in a temporary file and does not notice when the disk under it is full: the archive is
/// then valid and a part of it ends in the middle. So every part is unpacked, and must end with the tag
/// that closes its root.
enum WholeArchive {
    /// - Throws: ``WorkbookFault``.
    static func check(_ path: String) throws(WorkbookFault) {
        let bytes = try WorkbookFault.of { () throws(WholeFile.Fault) in
            try WholeFile.bytes(of: path, bytesMax: .max)
        }
        guard let parts = parts(of: bytes), !parts.isEmpty else {
            throw WorkbookFault(reason: Localized(zh: "文件不完整", en: "the archive is not whole"))
        }
        for part in parts {
            guard let ends = ends(of: part, in: bytes), ends.isWhole else {
                throw WorkbookFault(
                    reason: Localized(
                        zh: "文件有一部分不完整；磁盘还有空间吗", en: "a part of the archive is not whole; is there space left?"))
            }
        }
    }

    /// One entry of the archive's directory (PKWARE APPNOTE, section 4.3.12).
    private struct Part {
        let method: Int
        let packedBytes: Int
        let headerStart: Int
    }

    private static func parts(of bytes: [UInt8]) -> [Part]? {
        func two(_ at: Int) -> Int { Int(bytes[at]) | Int(bytes[at + 1]) << 8 }
        func four(_ at: Int) -> Int { two(at) | two(at + 2) << 16 }
        // The end record has no comment, so it is the last 22 bytes.
        guard bytes.count >= 22, four(bytes.count - 22) == 0x0605_4B50 else { return nil }
        var position = four(bytes.count - 6)
        var parts: [Part] = []
        for _ in 0..<two(bytes.count - 12) {
            guard position + 46 <= bytes.count, four(position) == 0x0201_4B50 else { return nil }
            parts.append(
                Part(method: two(position + 10), packedBytes: four(position + 20), headerStart: four(position + 42)))
            position += 46 + two(position + 28) + two(position + 30) + two(position + 32)
        }
        return parts
    }

    /// How a part begins and ends.
    private struct Ends {
        var head: [UInt8] = []
        var tail: [UInt8] = []

        mutating func take(_ bytes: ArraySlice<UInt8>) {
            if head.count < 512 { head += bytes.prefix(512 - head.count) }
            tail = Array((tail + bytes.suffix(64)).suffix(64))
        }

        /// Whether the last tag closes the first one.
        var isWhole: Bool {
            let text = String(decoding: head, as: UTF8.self)
            guard let declaration = text.firstRange(of: "?>"),
                let open = text[declaration.upperBound...].firstIndex(of: "<")
            else { return false }
            let name = text[text.index(after: open)...].prefix { !" >/\r\n".contains($0) }
            let end = String(decoding: tail, as: UTF8.self)
            return end.hasSuffix("</\(name)>") || end.hasSuffix("</\(name)>\n")
        }
    }

    /// The ends of a part, unpacked; `nil` when it cannot be.
    private static func ends(of part: Part, in bytes: [UInt8]) -> Ends? {
        let header = part.headerStart
        guard header + 30 <= bytes.count else { return nil }
        let nameBytes = Int(bytes[header + 26]) | Int(bytes[header + 27]) << 8
        let extraBytes = Int(bytes[header + 28]) | Int(bytes[header + 29]) << 8
        let start = header + 30 + nameBytes + extraBytes
        guard start + part.packedBytes <= bytes.count else { return nil }
        let packed = Array(bytes[start..<start + part.packedBytes])
        if part.method != 0 { return inflatedEnds(packed) }
        var ends = Ends()
        ends.take(packed[...])
        return ends
    }

    private static func inflatedEnds(_ packed: [UInt8]) -> Ends? {
        // zlib's state points back to the stream, so the stream must not move: it lives on the heap.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        guard ruhu_raw_inflate_init(stream) == Z_OK else { return nil }
        defer { inflateEnd(stream) }
        var input = packed
        var chunk = [UInt8](repeating: 0, count: 65_536)
        var ends = Ends()
        let count = input.count
        return input.withUnsafeMutableBufferPointer { input -> Ends? in
            stream.pointee.next_in = input.baseAddress
            stream.pointee.avail_in = uInt(count)
            while true {
                let (status, made) = chunk.withUnsafeMutableBufferPointer { output -> (Int32, Int) in
                    stream.pointee.next_out = output.baseAddress
                    stream.pointee.avail_out = uInt(output.count)
                    let status = inflate(stream, Z_NO_FLUSH)
                    return (status, output.count - Int(stream.pointee.avail_out))
                }
                ends.take(chunk[..<made])
                if status == Z_STREAM_END { return ends }
                guard status == Z_OK else { return nil }
            }
        }
    }
}
