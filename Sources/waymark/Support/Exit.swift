import Glibc

/// How the program ends.
enum Exit: Int32, Error {
    case done = 0
    /// Problems were found, or a rulebook or case does not load.
    case problems = 1
    case wrongUsage = 2

    static func leave(_ status: Exit) -> Never {
        exit(status.rawValue)
    }
}
