import Testing

@testable import WaymarkSynthetic

@Suite("Random numbers of a place")
struct SeededRandomTests {
    private static func first(_ count: Int, _ random: SeededRandom) -> [UInt64] {
        var random = random
        return (0..<count).map { _ in random.next() }
    }

    /// Whoever makes people again from the same seed gets the same people, on any machine and in any later version.
    @Test func `are those that they have always been`() {
        var random = SeededRandom(seed: 1)
        let numbers = (0..<3).map { _ in random.next() }
        var again = SeededRandom(seed: 1)
        #expect(numbers == (0..<3).map { _ in again.next() })
        #expect(SeededRandom.number(of: "") == 0xCBF2_9CE4_8422_2325)
        // The test vectors of FNV-1a's authors.
        #expect(SeededRandom.number(of: "a") == 0xAF63_DC4C_8601_EC8C)
        #expect(SeededRandom.number(of: "foobar") == 0x85944171F73967E8)
    }

    @Test func `do not depend on what was drawn elsewhere`() {
        let root = SeededRandom(seed: 7)
        var drawn = root
        let before = Self.first(5, root.at(3))
        _ = drawn.at(2).at(9)
        _ = Self.first(100, drawn.at(2))
        #expect(Self.first(5, root.at(3)) == before)
        // Drawing moves on from a place, and its neighbours with it.
        _ = drawn.next()
        #expect(Self.first(5, drawn.at(3)) != before)
    }

    @Test func `differ between places and between seeds`() {
        let numbers = (0..<200).flatMap { seed in (0..<50).map { Self.first(1, SeededRandom(seed: seed).at($0))[0] } }
        #expect(Set(numbers).count == numbers.count)
    }

    @Test(arguments: [1, 2, 3, 7, 100, 1 << 40]) func `stay below their bound and reach everything below it`(count: Int)
    {
        var random = SeededRandom(seed: 11)
        let drawn = (0..<5_000).map { _ in random.below(count) }
        #expect(drawn.allSatisfy { (0..<count).contains($0) })
        if count <= 100 { #expect(Set(drawn) == Set(0..<count)) }
    }

    @Test func `below nothing are none but zero`() {
        var random = SeededRandom(seed: 11)
        #expect(random.below(0) == 0 && random.below(-3) == 0)
    }

    @Test(arguments: [(0, 10), (1, 10), (1, 2), (9, 10), (10, 10)]) func `come true so many times in so many`(
        part: Int, whole: Int
    ) {
        var random = SeededRandom(seed: 12)
        let count = 20_000
        let found = Double((0..<count).count { _ in random.chance(part, in: whole) }) / Double(count)
        #expect(abs(found - Double(part) / Double(whole)) < 0.02)
        if part == 0 { #expect(found == 0) }
        if part == whole { #expect(found == 1) }
    }
}
