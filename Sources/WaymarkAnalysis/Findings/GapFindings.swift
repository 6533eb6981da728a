import WaymarkRouting
import WaymarkRules

/// Gaps over a stretch of time, and services on which people depend.
struct GapFindings {
    private let days: RulebookDays
    private let places: AreaPlaces
    private let period: Period
    private let today: Day
    private let words: GroupWords
    private(set) var gaps: [Finding] = []
    private(set) var soleProviders: [Finding] = []
    private(set) var undecidedGaps: Set<Int> = []
    private(set) var undecidedSole: Set<Int> = []

    private var rulebook: Rulebook { days.rulebook }

    init(_ days: RulebookDays, today: Day, until last: Day) {
        self.days = days
        self.today = today
        places = AreaPlaces(days.rulebook)
        period = Period(from: today, until: last)
        words = GroupWords(days.rulebook)
    }

    // MARK: - Gaps

    /// What was found of a need at a place over a run of days.
    private struct Interval {
        var found: CoverageQuestions.Found
        /// The groups in words.
        var lines: [String]
        var person: FoundPerson
        var from: Day
        /// Nil: as far as was looked.
        var until: Day?
    }

    /// What makes two gaps the same story.
    private struct Story: Hashable {
        var need: Int
        var level: GapLevel
        var from: Day
        var until: Day?
        var lines: [String]
        var isAll: Bool
    }

    mutating func findGaps() {
        var stories: [Story] = []
        var told: [Story: (gap: Gap, person: FoundPerson)] = [:]
        let all = places.all
        for (place, needs) in zip(all, intervals(at: all)) {
            for (need, interval) in needs {
                let story = Story(
                    need: need, level: interval.found.level, from: interval.from, until: interval.until,
                    lines: interval.lines, isAll: interval.found.isAll)
                if told[story] == nil {
                    stories.append(story)
                    told[story] = (gap(need, interval), interval.person)
                }
                told[story]?.gap.places.append(place)
            }
        }
        gaps = stories.compactMap { told[$0] }.map { gap, person in
            let isEverybody = gap.groups.contains { $0.box.limits.isEmpty }
            let isGrave = gap.level == .nobody && isEverybody && !gap.places.allSatisfy(\.isElsewhere)
            return Finding(.gap(gap), isGrave ? .problem : .warning, people: [person])
        }
        gaps.sort { ($0.limitCount, $0.gapLevel) < ($1.limitCount, $1.gapLevel) }
    }

    private func gap(_ need: Int, _ interval: Interval) -> Gap {
        Gap(
            need: need, level: interval.found.level, places: [], from: interval.from == today ? nil : interval.from,
            until: interval.until, groups: interval.found.groups, isAll: interval.found.isAll)
    }

    private func person(_ need: Int, _ group: PeopleGroup, _ point: [Int32], on day: DayQuestions) -> FoundPerson {
        var told = group.box
        // The facts of the need itself belong to the story.
        let gate = day.day.gate(rulebook.needs[need].when)
        for variable in day.day.circuit.variables(of: gate) where told.limits[variable] == nil {
            told.limits[variable] = [point[variable]..<(point[variable] + 1)]
        }
        return day.found(point, telling: told, name: rulebook.needs[need].name)
    }

    /// For each place, what is found of each need from today on: neighbouring stretches that tell the same are joined.
    private mutating func intervals(at all: [AreaPlace]) -> [[(need: Int, interval: Interval)]] {
        var result = all.map { _ in [(need: Int, interval: Interval)]() }
        // Day by day, so that no day is made twice.
        var visits: [Day: [(place: Int, last: Day?)]] = [:]
        for (index, place) in all.enumerated() {
            let stretches = stretches(at: place)
            for (position, first) in stretches.enumerated() {
                let next = position + 1 < stretches.count ? stretches[position + 1] : nil
                visits[first, default: []].append((index, next?.adding(days: -1)))
            }
        }
        for first in visits.keys.sorted() {
            for (index, last) in visits[first, default: []] {
                if days.work.isExhausted {
                    undecidedGaps.formUnion(rulebook.needs.indices)
                    return result
                }
                let questions = CoverageQuestions(day: days[first], places: places, place: all[index])
                for need in rulebook.needs.indices {
                    guard let programmes = try? programmes(answering: need, on: days[first]),
                        let found = try? questions.gaps(need, of: programmes)
                    else {
                        undecidedGaps.insert(need)
                        continue
                    }
                    for one in found { add(one, need, from: first, until: last, to: &result[index]) }
                }
            }
        }
        return result
    }

    private func add(
        _ found: CoverageQuestions.Found, _ need: Int, from first: Day, until last: Day?,
        to intervals: inout [(need: Int, interval: Interval)]
    ) {
        let lines = found.groups.map { words.line($0.box, on: $0.day) }
        if let open = intervals.lastIndex(where: { known in
            known.need == need && known.interval.until?.adding(days: 1) == first && known.interval.lines == lines
                && known.interval.found.level == found.level && known.interval.found.isAll == found.isAll
        }) {
            intervals[open].interval.until = last
        } else {
            let person = person(need, found.groups.first ?? PeopleGroup(Box(), on: first), found.point, on: days[first])
            intervals.append((need, Interval(found: found, lines: lines, person: person, from: first, until: last)))
        }
    }

    private func stretches(at place: AreaPlace) -> [Day] {
        let services = rulebook.programmes.indices.flatMap { places.services(of: $0, at: place) }
        return StretchFinder(rulebook).days(
            programmes: Array(rulebook.programmes.indices), conditions: rulebook.needs.map(\.when), services: services,
            within: period)
    }

    // MARK: - Sole providers

    mutating func findSoleProviders() {
        let day = days[today]
        for need in rulebook.needs.indices {
            guard !days.work.isExhausted, let programmes = try? programmes(answering: need, on: day) else {
                undecidedSole.insert(need)
                continue
            }
            var order: [String] = []
            var told: [String: (sole: SoleProvider, person: FoundPerson)] = [:]
            for place in places.all {
                let questions = CoverageQuestions(day: day, places: places, place: place)
                guard !days.work.isExhausted, let found = try? questions.soleProviders(need, of: programmes) else {
                    undecidedSole.insert(need)
                    continue
                }
                for (service, group, point) in found {
                    let line = words.line(group.box, on: group.day)
                    if told[line] == nil {
                        order.append(line)
                        told[line] = (
                            SoleProvider(need: need, group: group, providers: []),
                            person(need, group, point, on: day)
                        )
                    }
                    told[line]?.sole.providers.append(.init(place: place, service: service))
                }
            }
            soleProviders += order.compactMap { told[$0] }.map {
                Finding(.soleProvider($0.sole), .note, people: [$0.person])
            }
        }
        soleProviders.sort { $0.limitCount < $1.limitCount }
    }

    /// The programmes that answer a need on a day.
    private mutating func programmes(answering need: Int, on day: DayQuestions) throws(Exhausted) -> [Int] {
        let key = DayNeed(day: day.date, need: need)
        if let known = answers[key] { return known }
        let made = try day.programmes(answering: need)
        answers[key] = made
        return made
    }

    private struct DayNeed: Hashable {
        var day: Day
        var need: Int
    }

    private var answers: [DayNeed: [Int]] = [:]
}

extension Finding {
    fileprivate var gapLevel: GapLevel {
        if case .gap(let gap) = kind { gap.level } else { .nobody }
    }

    /// How many facts it takes to say who is concerned: the fewer, the more people.
    fileprivate var limitCount: Int {
        switch kind {
        case .gap(let gap): gap.groups.map(\.box.limits.count).min() ?? 0
        case .soleProvider(let sole): sole.group.box.limits.count
        default: 0
        }
    }
}
