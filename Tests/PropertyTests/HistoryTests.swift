import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@Suite struct `What earlier referrals give` {
    /// `fact=value (referral)`, sorted, as the naive reading says it.
    private func given(_ rulebook: Rulebook, _ referrals: [EarlierReferral], _ day: Day) -> [String] {
        rulebook.historicFacts(from: referrals, on: day).map { historic in
            let fact = rulebook.vocabulary[historic.fact]
            let value =
                switch historic.value {
                case .yesNo(let yes): yes ? "yes" : "no"
                case .number(let number): "\(number)"
                case .date(let day): "\(day)"
                case .option(let option): fact.options[option].name
                case .options(let options): options.map { fact.options[$0].name }.sorted().joined(separator: " ")
                case .text(let text): text
                }
            return "\(fact.name)=\(value) (\(historic.origin.referral))"
        }.sorted()
    }

    /// Calls `body` with random rulebooks that have a history, each with referrals and a day.
    private func tryRulebooks(
        _ count: Int, _ body: (RulebookDraft, Rulebook, [EarlierReferral], Day, _ origin: String) throws -> Void
    ) throws {
        for seed in Effort.firstSeed..<Effort.firstSeed + UInt64(count * Effort.factor) {
            for (name, shape) in Trial.shapes {
                let draft = RandomRulebook.make(seed: seed, shape: shape)
                guard let rulebook = try? TestRulebook.load(draft), !rulebook.history.isEmpty else { continue }
                var random = RandomSource(seed: seed &* 7919)
                for number in 0..<8 {
                    let day = try #require(Day("2026-02-28")).adding(days: random.int(0...400))
                    let referrals = EarlierReferral.random(&random, under: rulebook, upTo: day)
                    try body(draft, rulebook, referrals, day, "seed \(seed), shape \(name), person \(number)")
                }
            }
        }
    }

    @Test func `is what the rulebook page says of the lines as they are written`() throws {
        var facts = 0
        var people = 0
        try tryRulebooks(60) { draft, rulebook, referrals, day, origin in
            let said = given(rulebook, referrals, day)
            #expect(said == NaiveHistory(draft).facts(from: referrals, on: day), "\(origin)\n\(draft.description)")
            facts += said.count
            people += 1
        }
        // The trials reach lines that apply, and not only those.
        #expect(people > 200 && facts > people / 10 && facts < people * 2, "\(facts) facts of \(people) people")
    }

    @Test func `is the same after formatting, and formatting again changes nothing`() throws {
        var seen = ""
        try tryRulebooks(15) { draft, rulebook, referrals, day, origin in
            var problems = Diagnostics()
            func formatted(_ sources: SourceSet) -> SourceSet {
                var result = SourceSet()
                let files = RulebookFormatter.format(sources, into: &problems)
                for (file, bytes) in zip(sources.files, files) {
                    _ = result.add(SourceFile(path: file.path, bytes: bytes))
                }
                return result
            }
            if seen == rulebook.hash { return }
            seen = rulebook.hash
            let once = formatted(rulebook.sources)
            let again = try #require(Rulebook.load(once, into: &problems), "\(origin)\n\(draft.description)")
            #expect(given(again, referrals, day) == given(rulebook, referrals, day), "\(origin)")
            #expect(again.history.map(\.says) == rulebook.history.map(\.says))
            #expect(formatted(once).files.map(\.bytes) == once.files.map(\.bytes), "\(origin)")
        }
        #expect(!seen.isEmpty)
    }

    @Test func `comes from referrals that a person had, and never from one sent by mistake`() throws {
        try tryRulebooks(30) { _, rulebook, referrals, day, origin in
            let meant = Set(referrals.filter { !$0.wasSentByMistake }.map(\.reference))
            let facts = rulebook.historicFacts(from: referrals, on: day)
            #expect(facts.allSatisfy { meant.contains($0.origin.referral) }, "\(origin)")
            #expect(facts.map(\.fact) == facts.map(\.fact).sorted() && Set(facts.map(\.fact)).count == facts.count)
            // Without a referral nothing is known.
            #expect(rulebook.historicFacts(from: [], on: day).isEmpty)
        }
    }

    @Test func `does not change what is decided`() throws {
        try tryRulebooks(6) { _, rulebook, _, day, origin in
            let files = rulebook.sources.files.filter {
                !$0.path.hasSuffix("history.yaml") && !$0.path.hasSuffix("history.yml")
            }
            var sources = SourceSet()
            for file in files { _ = sources.add(file) }
            var problems = Diagnostics()
            let without = try #require(Rulebook.load(sources, into: &problems))
            #expect(without.history.isEmpty && without.hash != rulebook.hash)
            var people = RandomCases(rulebook, completions: 40, seed: 5)
            for _ in 0..<3 {
                let person = people.next()
                let (one, other) = (person.resolved(in: rulebook), person.resolved(in: without))
                #expect(
                    EngineAnswer.decide(rulebook, try #require(one), on: day)
                        == EngineAnswer.decide(without, try #require(other), on: day), "\(origin)")
            }
        }
    }
}
