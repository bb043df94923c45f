/// How large a spreadsheet is when it is unpacked, as its own directory says, before anybody unpacks it.
///
/// An `.xlsx` is a ZIP archive (ECMA-376, part 2). Readers unpack no more of a part than the directory declares, so that
/// a directory that lies only cuts the part off. Where the numbers stand: APPNOTE.TXT of PKWARE, 4.3.12 and 4.3.16.
enum SpreadsheetSize {
    /// The sum over all parts.
    ///
    /// - Parameter bytes: The file.
    /// - Returns: The bytes; `nil` for what has no such directory, which the converter will say better.
    static func unpacked(_ bytes: [UInt8]) -> Int? {
        func number(_ place: Int, _ count: Int) -> Int? {
            guard place >= 0, place + count <= bytes.count else { return nil }
            return bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        // The directory's end stands before a comment of at most 64 KiB.
        let last = bytes.count - 22
        guard last >= 0,
            let end = stride(from: last, through: max(0, last - 0xFFFF), by: -1).first(where: {
                number($0, 4) == 0x0605_4B50
            }), let parts = number(end + 10, 2), var place = number(end + 16, 4)
        else { return nil }
        var sum = 0
        for _ in 0..<parts {
            guard number(place, 4) == 0x0201_4B50, let size = number(place + 24, 4), let name = number(place + 28, 2),
                let extra = number(place + 30, 2), let comment = number(place + 32, 2)
            else { return nil }
            // A part of 4 GiB and more has its size elsewhere, and this number at its largest.
            sum += size
            place += 46 + name + extra + comment
        }
        return sum
    }
}
