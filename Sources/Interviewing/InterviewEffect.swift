/// What an interview wants done to the world.
public enum InterviewEffect: Hashable {
    /// Put the draft on the disk.
    case keep
    /// Open the publicity form.
    case openPublicity
    /// Save the visit with the outcome that it has.
    case submit
    /// Leave; all is kept.
    case leave
    /// Leave because Ctrl-C was pressed.
    case interrupt
    /// Stop, as Ctrl-Z does anywhere else.
    case suspend
    /// The key meant nothing here.
    case ring
}
