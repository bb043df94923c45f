import Glibc

/// Typing that does not appear, on a terminal that gathers lines itself: for secrets.
public enum HiddenTyping {
    /// Hides what is typed from now on, or shows it again. Enter is seen either way.
    ///
    /// - Parameter isHidden: Whether to hide.
    public static func set(_ isHidden: Bool) {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return }
        let before = settings.c_lflag
        settings.c_lflag |= tcflag_t(ECHO)
        if isHidden { settings.c_lflag ^= tcflag_t(ECHO) }
        settings.c_lflag |= tcflag_t(ECHONL)
        if !isHidden { settings.c_lflag ^= tcflag_t(ECHONL) }
        guard settings.c_lflag != before else { return }
        tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    }
}
