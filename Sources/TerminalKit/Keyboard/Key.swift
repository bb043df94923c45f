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
