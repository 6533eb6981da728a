import Glibc
import WaymarkRules

/// The clock: read here and nowhere else.
enum Today {
    /// Today's date where this computer is.
    static var day: Day {
        var now = time(nil)
        var parts = tm()
        guard localtime_r(&now, &parts) != nil else { return .first }
        return Day(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday)) ?? .first
    }
}
