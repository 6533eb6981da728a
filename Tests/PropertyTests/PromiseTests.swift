import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

/// Promises of random rulebooks, drawn from their own conditions, against everybody whom the naive evaluator finds.
@Suite struct `Promises` {
    @Test func `are kept exactly if nobody breaks them`() throws {
        var kept = 0
        var broken = 0
        for seed in Effort.seeds(8) {
            for (name, shape) in Trial.shapes {
                let plain = try TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape))
                var random = RandomSource(seed: seed &+ 77)
                let rulebook = plain.adding((0..<3).compactMap { _ in plain.randomPromise(&random) })
                let check = PromiseCheck(rulebook)
                for (promise, verdict) in zip(rulebook.promises, check.verdicts()) {
                    let origin = "seed \(seed), \(name): \(rulebook.words(promise))"
                    switch verdict {
                    case .kept:
                        kept += 1
                        lookForBreaker(of: promise, rulebook, seed, origin)
                    case .broken(let person, _, let claim):
                        broken += 1
                        let day = try #require(person.decisionDate, "\(origin)")
                        #expect(promise.claims.contains { $0.programme == claim.programme }, "\(origin)")
                        let isBroken = rulebook.isBroken(promise, claim, by: person, on: day)
                        #expect(isBroken == true, "\(origin): \(NamedCase(person.answers, on: day, in: rulebook).yaml)")
                    case .notDecided:
                        Issue.record("\(origin): not decided")
                    }
                }
            }
        }
        #expect(kept > 10 && broken > 10, "random promises are nearly all kept or nearly all broken")
    }

    /// Tries everybody (as far as the rules tell people apart) on some days, and somebody on many.
    private func lookForBreaker(of promise: Promise, _ rulebook: Rulebook, _ seed: UInt64, _ origin: String) {
        var people = RandomCases(rulebook, seed: seed)
        for _ in 0..<2 {
            let from = promise.period.from ?? .first
            let day = from.adding(days: Int(people.day().number) % 121)
            guard promise.period.contains(day),
                let everybody = try? NaiveEvaluator(rulebook, limit: 40).everybody(on: day)
            else { continue }
            for person in everybody {
                for claim in promise.claims where rulebook.isBroken(promise, claim, by: person, on: day) == true {
                    Issue.record("\(origin), broken: \(NamedCase(person.answers, on: day, in: rulebook).yaml)")
                }
            }
        }
        for _ in 0..<8 {
            guard var person = people.complete(), let from = promise.period.from else { continue }
            // The same person on a day of the promise; not everybody can exist then.
            let day = from.adding(days: Int(person.decisionDate?.number ?? 0) % 121)
            person.decisionDate = day
            for claim in promise.claims where rulebook.isBroken(promise, claim, by: person, on: day) == true {
                Issue.record("\(origin), broken: \(NamedCase(person.answers, on: day, in: rulebook).yaml)")
            }
        }
    }
}

extension Rulebook {
    func adding(_ promises: [Promise]) -> Rulebook {
        Rulebook(
            rules: rules, programmes: programmes, areas: areas, services: services, agreements: agreements,
            policy: policy, needs: needs, promises: promises, hash: hash, sources: sources)
    }

    func randomPromise(_ random: inout RandomSource) -> Promise? {
        let conditions =
            programmes.flatMap(\.criteria).map(\.when) + policy.alerts.map(\.when)
            + services.flatMap(\.criteria).map(\.when)
        let first = random.pick(conditions)
        let when = random.chance(0.5) ? first : Condition(.all([first, random.pick(conditions)]), at: first.span)
        let claims = random.some(Array(programmes.indices), 1...2).map { programme in
            Promise.Claim(programme: programme, outcomes: random.some(Outcome.allCases, 1...4), span: first.span)
        }
        // Some months only: days and months said of one date fact make every day a case of its own.
        let from = Day(number: Int32(random.int(45_290...46_200)))
        let period = Period(from: from, until: from.adding(days: random.int(0...120)))
        return Promise(
            name: "random", says: "it is so", kind: random.chance(0.5) ? .never : .always, when: when, claims: claims,
            period: period, provenance: Provenance(), span: first.span)
    }

    /// Whether a complete case breaks a claim of a promise, by the naive evaluator's decision; nil if it is no such case.
    fileprivate func isBroken(_ promise: Promise, _ claim: Promise.Claim, by person: Case, on day: Day) -> Bool? {
        guard promise.period.contains(day) else { return nil }
        let evaluator = NaiveEvaluator(self)
        guard let truth = try? evaluator.truth(of: promise.when, in: person, on: day), truth == .yes,
            let decision = try? evaluator.decide(person, on: day), !decision.refused
        else { return nil }
        let outcomes = decision.outcomes.filter { $0.programme == programmes[claim.programme].name }.map(\.outcome)
        let isAmong = outcomes.contains { claim.outcomes.contains($0) }
        return promise.kind == .never ? isAmong : !isAmong
    }

    fileprivate func words(_ promise: Promise) -> String {
        let claims = promise.claims.map { claim in
            "\(programmes[claim.programme].name): [\(claim.outcomes.map(\.rawValue).joined(separator: ", "))]"
        }
        return "\(promise.kind) \(claims) when \(sources.text(of: promise.when.span)) within \(promise.period)"
    }
}
