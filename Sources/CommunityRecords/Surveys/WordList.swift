/// Words by number: areas, buildings, rounds and versions occur in thousands of records and are few.
struct WordList {
    private(set) var words: [String] = []
    private var numbers: [String: Int32] = [:]

    /// The number of a word, which is new when the word is.
    mutating func number(_ word: String) -> Int32 {
        if let known = numbers[word] { return known }
        let number = Int32(words.count)
        words.append(word)
        numbers[word] = number
        return number
    }

    func find(_ word: String) -> Int32? { numbers[word] }

    subscript(number: Int32) -> String { words[Int(number)] }
}
