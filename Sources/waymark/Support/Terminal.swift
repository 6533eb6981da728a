import Glibc
import WaymarkRouting

/// What is known of the terminal, if there is one.
enum Terminal {
    /// Whether colour may be written to standard output: a terminal, and not forbidden by `NO_COLOR` or a dumb terminal.
    static var hasColour: Bool { hasColour(STDOUT_FILENO) }
    /// The same of standard error.
    static var errorHasColour: Bool { hasColour(STDERR_FILENO) }

    /// Text for people on standard output.
    static var style: TextStyle { TextStyle(width: width, colour: hasColour) }

    private static func hasColour(_ descriptor: Int32) -> Bool {
        guard isatty(descriptor) == 1, variable("TERM") != "dumb" else { return false }
        return (variable("NO_COLOR") ?? "").isEmpty
    }

    /// Columns of the terminal; 80 where there is none. Very wide lines are hard to read.
    private static var width: Int {
        var size = winsize()
        if isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            return min(Int(size.ws_col), 110)
        }
        return 80
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
