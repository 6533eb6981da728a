import WaymarkRouting
import WaymarkRules
package import WaymarkStore
import WaymarkSynthetic

/// An invented caseload over the last twelve months, so that somebody can look around: decisions about invented people,
/// referrals from them, and what became of these. Every person, time and event is drawn from one seed: the same day
/// gives the same caseload.
package struct Demonstration: Sendable {
    private let server: ServerContext
    private let serving: ServingRulebook
    private let now: Moment
    private let people: Int
    private let random = SeededRandom(seed: 2026)

    /// - Parameter people: how many are made up.
    package init(_ server: ServerContext, people: Int = 320) {
        self.people = people
        self.server = server
        serving = server.rulebooks.current
        now = server.clock()
    }

    private static let days = 365
    /// One in so many is seen again, under the same case reference.
    private static let seenAgain = 5
    private static let names = ["desk", "day.worker", "night.worker", "patrol.officer"]

    private enum Entry {
        /// The person's number, and whether they were seen before.
        case decision(Int, isSeenAgain: Bool)
        case event(referral: String, ReferralEvent)
    }

    /// Fills an empty record; one that holds decisions is left as it is.
    package func fill() throws(StoreError) {
        guard try server.store.isEmpty() else { return }
        try server.store.batch(at: now) { batch in
            var waiting = Waiting(visits())
            var generators: [Day: PersonGenerator] = [:]
            while let (at, entry) = waiting.next() {
                switch entry {
                case .decision(let number, let isSeenAgain):
                    for (later, event) in try decide(number, isSeenAgain, at, &generators, &batch) {
                        waiting.add(later, event)
                    }
                case .event(let referral, let event): try record(event, of: referral, at, &batch)
                }
            }
        }
    }

    /// Entries by their time; of several at one time the first that was added.
    private struct Waiting {
        private var entries: [(at: Moment, entry: Entry)]

        /// - Parameter entries: in any order.
        init(_ entries: [(at: Moment, entry: Entry)]) {
            // The next one is the last.
            self.entries = entries.enumerated().sorted { ($0.element.at, $0.offset) > ($1.element.at, $1.offset) }.map(
                \.element)
        }

        mutating func next() -> (at: Moment, entry: Entry)? { entries.popLast() }

        mutating func add(_ at: Moment, _ entry: Entry) {
            var low = 0
            var high = entries.count
            while low < high {
                let middle = (low + high) / 2
                if entries[middle].at > at { low = middle + 1 } else { high = middle }
            }
            entries.insert((at, entry), at: low)
        }
    }

    /// When each person is seen, some of them a second time.
    private func visits() -> [(at: Moment, entry: Entry)] {
        (0..<people).flatMap { number in
            var random = random.at(UInt64(number))
            let first = random.below(Demonstration.days - 1) + 1
            var visits: [(at: Moment, entry: Entry)] = [(time(first, &random), .decision(number, isSeenAgain: false))]
            if number % Demonstration.seenAgain == 0, first > 20 {
                visits.append((time(random.below(first - 10) + 1, &random), .decision(number, isSeenAgain: true)))
            }
            return visits
        }
    }

    /// Some time of the day so many days ago.
    private func time(_ daysAgo: Int, _ random: inout SeededRandom) -> Moment {
        let midnight = now.milliseconds - now.milliseconds % 86_400_000
        return Moment(milliseconds: midnight).adding(
            seconds: Int64(-daysAgo) * 86_400 + 6 * 3600 + Int64(random.below(16 * 3600)))
    }

    // MARK: - One visit

    /// Makes people as of a month's first day, so that none of their dates lies after the visit. Making one takes longer
    /// than making a hundred people.
    private func generator(_ day: Day, _ made: inout [Day: PersonGenerator]) -> PersonGenerator {
        let (year, month, _) = day.civil
        let first = Day(year: year, month: month, day: 1) ?? day
        if let known = made[first] { return known }
        let generator = PersonGenerator(serving.rulebook, seed: 2026, on: first, unknownPercent: 1)
        made[first] = generator
        return generator
    }

    /// Decides, keeps the decision and sends what it says; gives what will become of that.
    private func decide(
        _ number: Int, _ isSeenAgain: Bool, _ at: Moment, _ generators: inout [Day: PersonGenerator],
        _ batch: inout RecordImport
    ) throws -> [(Moment, Entry)] {
        var random = random.at(UInt64(number * 2 + (isSeenAgain ? 1 : 0)) + 1_000_000)
        var person = generator(at.day, &generators).person(number)
        let digits = String(number + 1)
        let caseReference = "DEMO/" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        person.name = caseReference
        person.decisionDate = at.day
        // People for whom something can be sent say more about it than about nothing: most agree.
        for fact in serving.rulebook.consent.declared {
            person.answers[fact] = .value(.yesNo(random.chance(17, in: 20)))
        }
        if isSeenAgain {
            let referrals = try batch.referrals(forCase: caseReference)
            let known = serving.rulebook.historicFacts(from: referrals.map(\.earlier), on: at.day)
            for historic in known { person.answers[historic.fact] = .unknown }
            for historic in CaseHistory.standing(known, beside: person, on: at.day, under: serving) {
                person.answers[historic.fact] = historic.answer
            }
        }
        let channel = random.chance(1, in: 4) ? "street" : "desk"
        guard let kept = DecisionRecorder(serving).decided(person, channel: channel, caseReference: caseReference)
        else {
            return []
        }
        let actor = Actor(name: Demonstration.names[random.below(Demonstration.names.count)])
        let decision = try batch.record(kept.new, by: actor, at: at)
        return try send(kept.decision, as: decision, person, actor, at, &random, &batch)
    }

    private func send(
        _ decision: Decision, as reference: String, _ person: Case, _ actor: Actor, _ at: Moment,
        _ random: inout SeededRandom, _ batch: inout RecordImport
    ) throws -> [(Moment, Entry)] {
        var later: [(Moment, Entry)] = []
        let rulebook = serving.rulebook
        var count = 0
        for outcome in decision.outcomes where outcome.outcome == .refer || outcome.outcome == .waitingList {
            guard let number = outcome.service, count < 3 else { continue }
            let service = rulebook.services[number]
            let programme = rulebook.programmes[outcome.programme]
            // What needs nobody's agreement mostly happens in the suite itself, and is followed up there.
            guard random.chance(programme.consent == .none ? 2 : 4, in: 5) else { continue }
            count += 1
            var closesAfter: Int?
            if case .agreement(let agreement) = service.agreement {
                closesAfter = ReferralTerms(rulebook.agreements[agreement]).closesAfter
            }
            let sent = at.adding(seconds: Int64(300 + random.below(5400)))
            if sent > now { continue }
            let referral = try batch.send(
                NewReferral(
                    decision: reference, programme: programme.name, service: service.name,
                    area: person.homeArea(under: rulebook), closesAfter: closesAfter,
                    consent: programme.consent == .none ? .notNeeded : .person),
                by: actor, at: sent)
            var day = sent
            for step in DemonstrationStory(&random, closesAfter: closesAfter).steps {
                // In office hours, and never before what it follows.
                let office = Moment(milliseconds: day.milliseconds - day.milliseconds % 86_400_000)
                    .adding(seconds: Int64(step.days) * 86_400 + 9 * 3600 + Int64(random.below(8 * 3600)))
                day = max(office, day.adding(seconds: 600))
                if day > now { break }
                later.append((day, .event(referral: referral, step.event)))
            }
        }
        return later
    }

    /// Records an event, unless the referral was closed before it.
    private func record(_ event: ReferralEvent, of reference: String, _ at: Moment, _ batch: inout RecordImport) throws
    {
        let referral = try batch.referral(reference)
        guard referral.possible.contains(event) else { return }
        var random = random.at(UInt64(bitPattern: at.milliseconds))
        let reason = event.reasons.isEmpty ? nil : event.reasons[random.below(event.reasons.count - 1)]
        let actor = Actor(name: Demonstration.names[random.below(Demonstration.names.count)])
        try batch.change(
            reference, ReferralChange(event, reason: reason, revision: referral.revision), by: actor, at: at)
    }
}
