extension RecordID {
    /// The id of a record that follows from its content: a UUID of version 8 (RFC 9562, section 5.8). Specification:
    /// section "Identity".
    ///
    /// Whoever makes the same record anew, on whatever replica, makes it under the same id, and a record whose content
    /// does not give its id is not the one that was made.
    ///
    /// - Parameters:
    ///   - purpose: ASCII; a word for each kind of record, with a version.
    ///   - parts: The content.
    /// - Returns: The first 16 bytes of their hash, with the version and the variant in their places.
    public static func derived(_ purpose: StaticString, from parts: [[UInt8]]) -> RecordID {
        let words = ChangeHash.hash(purpose, parts).words.words
        return RecordID(
            words: Bytes16(
                high: words.0 & 0xFFFF_FFFF_FFFF_0FFF | 0x8000,
                low: words.1 & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000))
    }
}
