/// A key that a person pressed, or what an input method committed in its place.
public enum Key: Hashable, Sendable {
    /// One code point; a combining mark comes as a key of its own and joins what stands before the cursor.
    case character(Character)
    case enter, tab, backTab, escape, backspace, delete
    case up, down, left, right, home, end, pageUp, pageDown
    /// Ctrl with a letter, in lower case.
    case control(Character)
    /// F1 to F12.
    case function(Int)
    /// What was pasted in one go.
    case paste(String)
}

/// Turns the bytes of a keyboard into keys, wherever reads happen to cut them.
///
/// UTF-8 text, the C0 controls, and the sequences that xterm, VTE, tmux and the Linux console send for keys (xterm's
/// "Control Sequences", sections "PC-Style Function Keys" and "Bracketed Paste Mode"). What is none of these is dropped.
public struct KeyDecoder: Sendable {
    /// A sequence that has not ended by then never will: the longest known has 8 bytes.
    private static let sequenceBytesMax = 32
    /// More than any answer may hold; a paste without end would gather bytes for ever.
    private static let pasteBytesMax = 1 << 20
    private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

    private var pending: [UInt8] = []
    private var isPasting = false

    /// Nothing has come yet.
    public init() {}

    /// Whether an escape has come that may be the key itself or the beginning of a sequence: time decides.
    public var awaitsRest: Bool { !isPasting && pending.first == 0x1B }

    /// Takes bytes in.
    ///
    /// - Parameter bytes: As they were read.
    /// - Returns: The keys that are whole now.
    public mutating func decode(_ bytes: some Sequence<UInt8>) -> [Key] {
        pending += bytes
        var keys: [Key] = []
        while !pending.isEmpty {
            guard let (key, count) = isPasting ? pasted() : first() else { break }
            pending.removeFirst(count)
            if let key { keys.append(key) }
        }
        return keys
    }

    /// Takes what has begun as an escape for the key of that name, because nothing followed.
    ///
    /// - Returns: The keys.
    public mutating func giveUpWaiting() -> [Key] {
        guard awaitsRest else { return [] }
        pending.removeFirst()
        return [.escape] + decode([])
    }

    /// The first key and its bytes, no key for what is dropped; `nil` when more bytes must come.
    private mutating func first() -> (Key?, Int)? {
        switch pending[0] {
        case 0x1B: sequence()
        case 0x0D, 0x0A: (.enter, 1)
        case 0x09: (.tab, 1)
        case 0x7F, 0x08: (.backspace, 1)
        case 0x01...0x1A: (.control(Character(Unicode.Scalar(pending[0] | 0x60))), 1)
        case 0x00...0x1F: (nil, 1)
        case 0x20...0x7E: (.character(Character(Unicode.Scalar(pending[0]))), 1)
        default: character()
        }
    }

    private func character() -> (Key?, Int)? {
        let length =
            switch pending[0] {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 1
            }
        let bytes = pending.prefix(length)
        if let wrong = bytes.dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }) { return (nil, wrong) }
        guard bytes.count == length else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self), let scalar = text.unicodeScalars.first,
            scalar.value >= 0xA0
        else { return (nil, length) }
        return (.character(Character(scalar)), length)
    }

    private mutating func sequence() -> (Key?, Int)? {
        guard pending.count > 1 else { return nil }
        switch pending[1] {
        case UInt8(ascii: "["): return controlSequence()
        case UInt8(ascii: "O"):
            return pending.count > 2 ? (KeySequences.final(pending[2]), 3) : nil
        // Escape, and then the beginning of another sequence.
        case 0x1B: return (.escape, 1)
        // Alt with a key: no use of it is made.
        default: return (nil, 2)
        }
    }

    private mutating func controlSequence() -> (Key?, Int)? {
        // The Linux console: ESC [ [ A to E are F1 to F5.
        if pending.count > 2, pending[2] == UInt8(ascii: "[") {
            guard pending.count > 3 else { return nil }
            let number = Int(pending[3]) - 0x40
            return ((1...5).contains(number) ? .function(number) : nil, 4)
        }
        guard let end = pending[2...].firstIndex(where: { (0x40...0x7E).contains($0) }) else {
            return pending.count > Self.sequenceBytesMax ? (nil, pending.count) : nil
        }
        let number = pending[2..<end].prefix { (0x30...0x39).contains($0) }.reduce(0) { number, digit in
            min(number * 10 + Int(digit) - 0x30, 9_999)
        }
        guard pending[end] == UInt8(ascii: "~") else { return (KeySequences.final(pending[end]), end + 1) }
        if number == 200 { isPasting = true }
        return (KeySequences.numbered(number), end + 1)
    }

    private mutating func pasted() -> (Key?, Int)? {
        let end = pending.indices.first { pending[$0...].starts(with: Self.pasteEnd) }
        guard let end else {
            guard pending.count > Self.pasteBytesMax else { return nil }
            isPasting = false
            return (nil, pending.count)
        }
        isPasting = false
        // What is no text is given as a control sign, which whoever edits refuses as a whole, and says so.
        let text = String(validating: pending[..<end], as: UTF8.self) ?? "\0"
        return (.paste(text), end + Self.pasteEnd.count)
    }
}

/// The keys behind escape sequences.
enum KeySequences {
    /// `ESC [` or `ESC O` and a letter, with or without modifiers between.
    static func final(_ byte: UInt8) -> Key? {
        switch byte {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "M"): .enter
        case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(byte) - 0x4F)
        case UInt8(ascii: "Z"): .backTab
        default: nil
        }
    }

    /// `ESC [` number `~`.
    static func numbered(_ number: Int) -> Key? {
        switch number {
        case 1, 7: .home
        case 3: .delete
        case 4, 8: .end
        case 5: .pageUp
        case 6: .pageDown
        case 11...15: .function(number - 10)
        case 17...21: .function(number - 11)
        case 23, 24: .function(number - 12)
        default: nil
        }
    }
}
