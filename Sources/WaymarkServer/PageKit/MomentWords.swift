import WaymarkRouting
import WaymarkStore

/// Moments as people read them.
enum MomentWords {
    /// "3 November 2026".
    static func day(_ moment: Moment) -> String { English.date(moment.day) }

    /// "3 Nov 2026", for tables.
    static func shortDay(_ moment: Moment) -> String {
        let words = day(moment).split(separator: " ")
        return words.count == 3 ? "\(words[0]) \(words[1].prefix(3)) \(words[2])" : day(moment)
    }

    /// "3 November 2026, 14:05 UTC".
    static func time(_ moment: Moment) -> String { "\(day(moment)), \(moment.iso.dropFirst(11).prefix(5)) UTC" }
}
