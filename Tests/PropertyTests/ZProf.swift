import Testing
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@Test func zprof() throws {
    for (name, shape) in Trial.shapes {
        var impossible = 0, refusedN = 0, n = 0, deadDays = 0
        for seed in 1...40 as ClosedRange<UInt64> {
            let rulebook = try TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape))
            let empty = NamedCase(day: Day("2025-06-15")!, entries: [])
            let d = Decider(rulebook)
            func refused(_ p: NamedCase) -> Bool { EngineAnswer.decide(d, p.resolved(in: rulebook)!, on: p.day).refused }
            if refused(empty) { impossible += 1 }
            var people = RandomCases(rulebook, completions: 120, seed: seed)
            for _ in 0..<8 {
                let p = people.next()
                n += 1
                if refused(p) { refusedN += 1
                 if refused(NamedCase(day: p.day, entries: [])) { deadDays += 1 } }
            }
        }
        print("Z", name, "impossible", impossible, "refused", refusedN, "of", n, "dead", deadDays)
    }
}
