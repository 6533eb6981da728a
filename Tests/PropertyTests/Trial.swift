import Testing
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

/// Random rulebooks and cases under which something must hold, and how a failure is shown.
struct Trial {
    static let shapes: [(name: String, shape: RandomShape)] = [
        ("mixed", .mixed), ("tangled", .tangled), ("wide", .wide), ("knotted", .knotted),
    ]

    /// Tries a property on `rulebooks` random rulebooks of each shape and `cases` random cases of each; records the
    /// first failure, shrunk.
    ///
    /// - Parameters:
    ///   - completions: about how many a case has at most.
    ///   - property: what is wrong, or nil; called with decided cases as well as impossible ones.
    static func check(
        rulebooks: Int, cases: Int, completions: Int = 120, salt: UInt64,
        _ property: @escaping (Rulebook, Decider, inout RandomCases, NamedCase) -> String?
    ) {
        for seed in Effort.firstSeed..<Effort.firstSeed + UInt64(rulebooks * Effort.factor) {
            for (name, shape) in shapes {
                let draft = RandomRulebook.make(seed: seed, shape: shape)
                guard let rulebook = try? TestRulebook.load(draft) else { continue }
                let decider = Decider(rulebook)
                var people = RandomCases(rulebook, completions: completions, seed: seed &* 1_000_003 &+ salt)
                for number in 0..<cases {
                    let person = people.next()
                    let replay = people
                    guard property(rulebook, decider, &people, person) != nil else { continue }
                    report(draft, person, "seed \(seed), shape \(name), case \(number)") { rulebook, person in
                        var people = replay.under(rulebook)
                        return property(rulebook, Decider(rulebook), &people, person)
                    }
                    return
                }
            }
        }
    }

    /// Records a failure after making it small.
    private static func report(
        _ draft: RulebookDraft, _ person: NamedCase, _ origin: String,
        _ property: @escaping (Rulebook, NamedCase) -> String?
    ) {
        var shrinker = Shrinker(
            load: { try? TestRulebook.load($0) }, fails: { property($0, $1) != nil })
        let small = shrinker.shrink(draft, person)
        let complaint = (try? TestRulebook.load(small.draft)).flatMap { property($0, small.person) }
        Issue.record(
            """
            \(origin), shrunk to:

            \(small.draft.description)
            # the case
            \(small.person.yaml)
            \(complaint ?? "(the failure does not show any more)")
            """)
    }
}
