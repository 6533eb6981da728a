import Testing
import WaymarkRouting
import WaymarkTestSupport

@Suite struct `Random rulebooks` {
    @Test func `load without an error`() {
        for seed in 1...UInt64(100 * Effort.factor) {
            for (name, shape) in Trial.shapes {
                let draft = RandomRulebook.make(seed: seed, shape: shape)
                do {
                    _ = try TestRulebook.load(draft)
                } catch {
                    Issue.record("seed \(seed), \(name)\n\(error.description)")
                }
            }
        }
    }
}
