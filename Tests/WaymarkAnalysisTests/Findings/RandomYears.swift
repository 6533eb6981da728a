import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@testable import WaymarkAnalysis

/// A small random rulebook without dates among its facts, and everybody on every day on which anything can change: what
/// is so on none of these days is never so.
struct RandomYears {
    var rulebook: Rulebook
    var today: Day
    /// One for each stretch of days, in order.
    var censuses: [NaiveCensus]
    var run: String

    /// Runs `body` on rulebooks of every shape.
    static func each(_ count: Int, limit: Int = 60, needs: Int = 0, _ body: (RandomYears) throws -> Void) throws {
        for seed in Effort.seeds(count) {
            for (number, (name, shape)) in RandomCensus.shapes.enumerated() {
                let drawn = try TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape))
                if drawn.vocabulary.facts.contains(where: { $0.type == .date }) { continue }
                let rulebook = needs == 0 ? drawn : drawn.withRandomNeeds(needs, seed: seed)
                let today = RandomCensus.days[(Int(seed) + number) % RandomCensus.days.count]
                let days = Set(rulebook.sources.days + [.first, today]).sorted()
                guard let censuses = try? days.map({ try NaiveCensus(rulebook, on: $0, limit: limit) }) else {
                    continue
                }
                try body(
                    RandomYears(
                        rulebook: rulebook, today: today, censuses: censuses, run: "seed \(seed), \(name), \(today)"))
            }
        }
    }

    /// Whether on some day of a period something is so of somebody.
    func ever(_ period: Period, _ isSo: (NaiveCensus, NaiveCensus.Person) -> Bool) -> Bool {
        censuses.contains { census in
            period.contains(census.day) && census.people.contains { isSo(census, $0) }
        }
    }
}

extension SourceSet {
    /// Every day that is written anywhere, and the day after it.
    fileprivate var days: [Day] {
        var found: [Day] = []
        for file in files {
            let text = file.bytes
            for start in text.indices.dropLast(9)
            where text[start + 4] == UInt8(ascii: "-") && text[start + 7] == UInt8(ascii: "-") {
                if let day = Day(String(decoding: text[start..<start + 10], as: UTF8.self)) {
                    found += [day, day.adding(days: 1)]
                }
            }
        }
        return found
    }
}
