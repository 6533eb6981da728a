import Testing
import WaymarkRules

private let january = (1...31).map { day("2026-01-01").adding(days: $0 - 1) }

/// The n-th of January.
private func d(_ number: Int) -> Day { january[number - 1] }

@Suite struct `Periods` {
    private static let periods: [Period] = {
        let ends: [Day?] = [nil, d(5), d(10), d(11), d(20)]
        return ends.flatMap { from in ends.map { Period(from: from, until: $0) } }
            .filter { ($0.from ?? .distantPast) <= ($0.until ?? .distantFuture) }
    }()

    @Test func `hold both their first and their last day`() {
        let period = Period(from: d(5), until: d(10))
        #expect(january.filter(period.contains) == Array(january[4...9]))
        #expect(Period(from: d(5), until: d(5)).contains(d(5)))
        #expect(january.filter(Period(from: d(30)).contains) == [d(30), d(31)])
        #expect(january.filter(Period(until: d(2)).contains) == [d(1), d(2)])
        #expect(january.allSatisfy(Period.always.contains))
    }

    @Test(arguments: periods)
    func `overlap where they share a day`(_ one: Period) {
        for other in Self.periods {
            let share = january.contains { one.contains($0) && other.contains($0) }
            #expect(one.overlaps(other) == share, "\(one), \(other)")
            #expect(other.overlaps(one) == share, "\(one), \(other)")
        }
    }

    @Test(arguments: periods)
    func `change on the days they name as changes, and on no others`(_ period: Period) {
        for day in january.dropFirst() {
            let differs = period.contains(day) != period.contains(day.adding(days: -1))
            #expect(!differs || period.changes.contains(day), "\(period) on \(day)")
            #expect(differs || !period.changes.contains(day), "\(period) on \(day)")
        }
    }
}

@Suite struct `Whether a service is in force` {
    /// One letter for each day from the 1st: y, n or ?.
    private func letters(_ period: ServicePeriod) -> String {
        january[..<15].map { day in
            switch period.inForce(on: day) {
            case .yes: "y"
            case .no: "n"
            case .unknown: "?"
            }
        }.joined()
    }

    @Test(
        arguments: [
            (ServicePeriod(), "yyyyyyyyyyyyyyy"),
            (ServicePeriod(from: .day(d(5))), "nnnnyyyyyyyyyyy"),
            (ServicePeriod(until: .day(d(10))), "yyyyyyyyyynnnnn"),
            (ServicePeriod(from: .day(d(5)), until: .day(d(10))), "nnnnyyyyyynnnnn"),
            (ServicePeriod(from: .notKnown), "???????????????"),
            (ServicePeriod(from: .notKnown, until: .day(d(10))), "??????????nnnnn"),
            (ServicePeriod(from: .notKnown, notBefore: d(5)), "nnnn???????????"),
            (ServicePeriod(from: .notKnown, until: .day(d(10)), notBefore: d(5)), "nnnn??????nnnnn"),
            (ServicePeriod(from: .day(d(5)), until: .notKnown), "nnnn???????????"),
            (ServicePeriod(until: .notKnown), "???????????????"),
            (ServicePeriod(confirmedUntil: d(8)), "yyyyyyyy???????"),
            (ServicePeriod(from: .day(d(5)), confirmedUntil: d(8)), "nnnnyyyy???????"),
            (ServicePeriod(from: .day(d(5)), until: .day(d(10)), confirmedUntil: d(8)), "nnnnyyyy??nnnnn"),
            (ServicePeriod(from: .day(d(5)), until: .day(d(10)), confirmedUntil: d(12)), "nnnnyyyyyynnnnn"),
            (ServicePeriod(from: .day(d(5)), until: .notKnown, confirmedUntil: d(8)), "nnnnyyyy???????"),
            (ServicePeriod(from: .day(d(5)), confirmedUntil: d(2)), "nnnn???????????"),
            (ServicePeriod(from: .notKnown, confirmedUntil: d(8)), "???????????????"),
            (
                ServicePeriod(from: .notKnown, until: .notKnown, notBefore: d(3), confirmedUntil: d(8)),
                "nn?????????????"
            ),
        ] as [(ServicePeriod, String)])
    func `is as the table of periods says`(_ period: ServicePeriod, _ expected: String) {
        #expect(letters(period) == expected)
    }

    @Test func `changes on no day but those it names`() {
        let bounds: [ServicePeriod.Bound] = [.open, .notKnown, .day(d(5)), .day(d(10))]
        let days: [Day?] = [nil, d(3), d(8), d(12)]
        for from in bounds {
            for until in bounds {
                for notBefore in days {
                    for confirmed in days {
                        let period = ServicePeriod(
                            from: from, until: until, notBefore: notBefore, confirmedUntil: confirmed)
                        for day in january.dropFirst()
                        where period.inForce(on: day) != period.inForce(on: day.adding(days: -1)) {
                            #expect(period.changes.contains(day), "\(period) on \(day)")
                        }
                    }
                }
            }
        }
    }
}

@Suite struct `Truth of what is not known` {
    private static let all: [Truth] = [.yes, .no, .unknown]

    /// What may turn out to be so.
    private func possible(_ truth: Truth) -> Set<Bool> {
        switch truth {
        case .yes: [true]
        case .no: [false]
        case .unknown: [true, false]
        }
    }

    private func truth(_ possible: Set<Bool>) -> Truth {
        possible.count == 2 ? .unknown : Truth(possible.contains(true))
    }

    @Test func `is what all possibilities together say`() {
        for a in Self.all {
            #expect(!a == truth(Set(possible(a).map { !$0 })))
            for b in Self.all {
                let pairs = possible(a).flatMap { x in possible(b).map { (x, $0) } }
                #expect((a && b) == truth(Set(pairs.map { $0.0 && $0.1 })), "\(a) and \(b)")
                #expect((a || b) == truth(Set(pairs.map { $0.0 || $0.1 })), "\(a) or \(b)")
            }
        }
    }

    @Test func `keeps the laws of De Morgan`() {
        for a in Self.all {
            for b in Self.all {
                #expect(!(a && b) == (!a || !b))
                #expect(!(a || b) == (!a && !b))
            }
        }
    }
}
