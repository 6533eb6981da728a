import Testing

@testable import WaymarkDocuments

@Suite struct `The name that was meant` {
    /// Letters added, left out, replaced or swapped with their neighbour: the textbook recursion.
    private func distance(_ a: ArraySlice<Character>, _ b: ArraySlice<Character>) -> Int {
        guard let x = a.last else { return b.count }
        guard let y = b.last else { return a.count }
        var best = min(distance(a.dropLast(), b) + 1, distance(a, b.dropLast()) + 1)
        best = min(best, distance(a.dropLast(), b.dropLast()) + (x == y ? 0 : 1))
        if a.count > 1, b.count > 1, x == b.dropLast().last, y == a.dropLast().last {
            best = min(best, distance(a.dropLast(2), b.dropLast(2)) + 1)
        }
        return best
    }

    @Test(arguments: 0..<20)
    func `is the nearest by the textbook's distance, if it is near enough`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func word() -> String {
            String((0..<Int.random(in: 2...5, using: &random)).map { _ in "abc".randomElement(using: &random)! })
        }
        for _ in 0..<15 {
            let meant = word()
            let candidates = (0..<Int.random(in: 1...5, using: &random)).map { _ in word() }.filter { $0 != meant }
            let limit = min(3, max(1, meant.count / 3))
            let ranked = candidates.map { (name: $0, far: distance(Array(meant)[...], Array($0)[...])) }
                .filter { $0.far <= limit && $0.far < max(meant.count, $0.name.count) }
            let nearest = ranked.map(\.far).min()
            let expected = ranked.first { $0.far == nearest }?.name
            #expect(Suggestion.nearest(to: meant, among: candidates) == expected, "\(meant) among \(candidates)")
        }
    }

    @Test(arguments: [
        ("housing", "housng"), ("housing", "hosuing"), ("housing", "HOUSING"), ("housing", "housings"),
        ("community_treatment", "comunity_treatmnt"), ("community_treatment", "community-treatment"),
        ("community_treatment", "Community Treatment"), ("o2r", "o2"), ("cars", "car"),
    ])
    func `is found for a slip of the hand`(_ name: String, _ written: String) {
        #expect(Suggestion.nearest(to: written, among: ["xylophone", name, "zebra"]) == name)
    }

    @Test func `allows one slip in three letters and never more than three`() {
        #expect(Suggestion.nearest(to: "abcde", among: ["abxye"]) == nil)
        #expect(Suggestion.nearest(to: "abcdef", among: ["abxyef"]) == "abxyef")
        #expect(Suggestion.nearest(to: "abcdefghijklmnop", among: ["xxxdefghijklmnop"]) == "xxxdefghijklmnop")
        #expect(Suggestion.nearest(to: "abcdefghijklmnop", among: ["xxxxefghijklmnop"]) == nil)
    }

    @Test func `is never the word itself`() {
        #expect(Suggestion.nearest(to: "treatment", among: ["treatment"]) == nil)
        #expect(Suggestion.nearest(to: "treatment", among: ["treatment", "treatments"]) == "treatments")
    }

    @Test func `is advised alone where there is one, else what there is`() {
        #expect(Suggestion.help(for: "refr", among: ["refer", "signpost"]) == "did you mean `refer`?")
        #expect(Suggestion.help(for: "nonsense", among: ["refer", "signpost"]) == "write one of: refer, signpost")
        #expect(Suggestion.help(for: "nonsense", among: ["refer"]) == "write refer")
        #expect(
            Suggestion.help(for: "nonsense", among: (1...20).map { "number_\($0)" }, limit: 2)
                == "write one of: number_1, number_2 and 18 more")
    }
}
