public import SyncProtocol
internal import Values

/// The text by which households are found, and the words of a query in the same writing.
///
/// People type 栋, 幢 and 座 for the same thing, digits full-width or not, and often leave the measure words out;
/// what is stored stays as it was typed.
public enum AddressSearch {
    /// The search text of a record: its search fields, folded, with the measure words that an address has.
    public static func text(of type: RecordType, _ texts: [String: String]) -> String {
        type.search.compactMap { name in
            guard let text = texts[name], !text.isEmpty else { return nil }
            let folded = fold(text)
            guard let suffix = suffixes[name], folded.last?.isNumber == true else { return folded }
            return folded + suffix
        }.joined(separator: " ")
    }

    /// The words of a query. Each must be found; `3栋0301` is two words, because people type them in one go.
    public static func words(of query: String) -> [String] {
        var words: [String] = []
        for part in fold(query).split(whereSeparator: \.isWhitespace) {
            var word = ""
            for character in part {
                word.append(character)
                if measureWords.contains(character), word.count > 1 {
                    words.append(word)
                    word = ""
                }
            }
            if !word.isEmpty { words.append(word) }
        }
        return words
    }

    /// Whether two texts write the same part of an address.
    public static func isSame(_ left: String, _ right: String, field: String) -> Bool {
        bare(left, field: field) == bare(right, field: field)
    }

    /// A text in the one form that comparisons use: folded, and without the measure word of its field.
    public static func bare(_ text: String, field: String) -> String {
        var folded = fold(text).filter { !$0.isWhitespace }
        if let suffix = suffixes[field], folded.hasSuffix(suffix), folded.count > suffix.count {
            folded.removeLast(suffix.count)
        }
        return folded
    }

    private static let suffixes = [
        FieldName.building.text: "栋", FieldName.unit.text: "单元", FieldName.room.text: "室",
    ]
    private static let measureWords: Set<Character> = ["栋", "元", "室", "号"]

    /// Full-width forms become ASCII, letters become lower case, 幢, 座, 号楼 become 栋, and signs that are not seen go: what
    /// looks the same is the same. Whoever changes this counts `ReplicaStore.searchFolding` up.
    private static func fold(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.withoutIgnorable.halfwidth.unicodeScalars {
            folded.append(scalar == "幢" || scalar == "座" ? "栋" : scalar)
        }
        let lowered = String(folded).lowercased()
        guard lowered.contains("号楼") else { return lowered }
        return lowered.replacing("号楼", with: "栋")
    }
}
