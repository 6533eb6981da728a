import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@Suite struct `What users rely on` {
    @Test func `learning a fact never overturns an answer that was given`() {
        Trial.check(rulebooks: 30, cases: 12, salt: 2) { rulebook, decider, people, person in
            guard let learnt = people.learningOne(person), let before = person.resolved(in: rulebook),
                let after = learnt.resolved(in: rulebook)
            else { return nil }
            let first = EngineAnswer.decide(decider, before, on: person.day)
            let second = EngineAnswer.decide(decider, after, on: person.day)
            guard let complaint = Overturned.complaint(first, second) else { return nil }
            return "\(complaint)\n\nbefore:\n\(first)\n\nafter learning, \(learnt.yaml)\n\(second)"
        }
    }

    @Test func `declined and not known are answers of unknown facts: only the questions change`() {
        Trial.check(rulebooks: 20, cases: 8, salt: 3) { rulebook, decider, _, person in
            guard let asked = person.resolved(in: rulebook) else { return nil }
            var forgotten = asked
            for (fact, answer) in asked.answers.enumerated() where answer == .declined || answer == .notKnown {
                let name = rulebook.vocabulary[fact].name
                if answer == .declined, name.hasPrefix("consents_to_") { continue }
                forgotten.answers[fact] = .unknown
            }
            var first = EngineAnswer.decide(decider, asked, on: person.day)
            var second = EngineAnswer.decide(decider, forgotten, on: person.day)
            let mayAsk = second.questions.filter { name in
                rulebook.vocabulary[name].map { asked.answers[$0] == .unknown } ?? false
            }
            if first.questions != mayAsk { return "questions\n\(first)\n\n\(second)" }
            first.questions = []
            second.questions = []
            return first == second ? nil : "\(first)\n\nwithout having asked:\n\(second)"
        }
    }

    @Test func `the order of facts in a case changes nothing, in YAML or in JSON`() {
        var random = RandomSource(seed: 5)
        Trial.check(rulebooks: 15, cases: 8, salt: 4) { rulebook, _, _, person in
            var shuffled = person
            shuffled.entries = random.shuffled(person.entries)
            guard let answers = person.resolved(in: rulebook)?.answers else { return nil }
            let isFlat = random.chance(0.5)
            for (path, text) in [("c.yaml", shuffled.yaml), ("c.json", shuffled.json(isFlat: isFlat))] {
                let read = Read.answers(text, path, rulebook)
                if read.answers != answers {
                    return "\(text)\nwas read as \(String(describing: read.answers))\n\(read.problems)"
                }
            }
            return nil
        }
    }

    @Test func `the order of YAML keys changes nothing, except where order is the meaning`() throws {
        var random = RandomSource(seed: 6)
        for seed in Effort.firstSeed..<Effort.firstSeed + UInt64(30 * Effort.factor) {
            for (name, shape) in Trial.shapes {
                let draft = RandomRulebook.make(seed: seed, shape: shape)
                let rulebook = try TestRulebook.load(draft)
                let other = draft.withKeysShuffled(&random)
                let shuffled = try TestRulebook.load(other)
                var people = RandomCases(rulebook, seed: seed)
                for _ in 0..<4 {
                    let person = people.next()
                    let one = try #require(person.resolved(in: rulebook))
                    let two = try #require(person.resolved(in: shuffled), "seed \(seed), \(name)")
                    let first = EngineAnswer.decide(rulebook, one, on: person.day)
                    let second = EngineAnswer.decide(shuffled, two, on: person.day)
                    #expect(first == second, "seed \(seed), \(name)\n\(draft.description)\n\(other.description)")
                }
            }
        }
    }
}

/// Which answers one decision gives that another, of someone about whom more is known, takes back.
enum Overturned {
    static func complaint(_ before: NaiveDecision, _ after: NaiveDecision) -> String? {
        if before.refused && !after.refused { return "a refused case became possible" }
        if before.refused || after.refused { return nil }
        for alert in before.alerts where alert.decided && !after.alerts.contains(alert) {
            return "alert \(alert.name) is taken back"
        }
        for alert in after.alerts where !before.alerts.contains(where: { $0.name == alert.name }) {
            return "alert \(alert.name) was certainly not so and now may be"
        }
        for row in before.outcomes where row.outcome != .needInformation {
            let rows = after.outcomes.filter { $0.programme == row.programme }
            let isNo = row.outcome == .unavailable || row.outcome == .notEligible
            if !isNo {
                let same = rows.contains { $0.service == row.service && $0.outcome == row.outcome }
                if !same { return "\(row.name): \(row.outcome.rawValue) is taken back" }
                continue
            }
            // A no stays a no: of the service; of a row without one, for every service that may stand for it now.
            let apart = Set(before.outcomes.filter { $0.programme == row.programme }.compactMap(\.service))
            let heirs = rows.filter { heir in
                if let service = row.service { return heir.service == service }
                return heir.service.map { !apart.contains($0) } ?? true
            }
            for heir in heirs where heir.outcome != .unavailable && heir.outcome != .notEligible {
                return "\(row.name): \(row.outcome.rawValue) became \(heir.name): \(heir.outcome.rawValue)"
            }
        }
        return nil
    }
}

/// Reads one case through the case loader.
enum Read {
    static func answers(_ text: String, _ path: String, _ rulebook: Rulebook) -> (answers: [Answer]?, problems: String)
    {
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: path, bytes: Array(text.utf8)))
        var problems = Diagnostics()
        let cases = CaseLoader(rulebook: rulebook).load([file], of: &sources, into: &problems)
        return (cases.first?.case.answers, DiagnosticRenderer(sources: sources).text(problems))
    }
}
