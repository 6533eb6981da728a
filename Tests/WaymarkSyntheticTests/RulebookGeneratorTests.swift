import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkSynthetic

/// Loads a generated rulebook; fails the test with the messages where it does not load.
func generatedRulebook(areas: Int, seed: UInt64 = 1) throws -> Rulebook {
    var problems = Diagnostics()
    let sources = RulebookGenerator(areas: areas, seed: seed).sources()
    let rulebook = Rulebook.load(sources, into: &problems)
    let text = rulebook == nil ? DiagnosticRenderer(sources: sources).text(problems) : ""
    return try #require(rulebook, "\(text)")
}

@Suite("Generated rulebooks")
struct RulebookGeneratorTests {
    @Test(arguments: [1, 2, 10]) func `a generated rulebook loads without an error`(areas: Int) throws {
        let rulebook = try generatedRulebook(areas: areas)
        #expect(rulebook.areas.count == areas)
        #expect(rulebook.services.count == areas * 15_000 / 340)
    }

    @Test func `340 areas have 15,000 services`() {
        #expect(RulebookGenerator(areas: 340).serviceCount == 15_000)
    }

    @Test func `the same number of areas and seed give the same files`() {
        let first = RulebookGenerator(areas: 3).files()
        let second = RulebookGenerator(areas: 3).files()
        #expect(first.map(\.path) == second.map(\.path))
        #expect(first.map(\.text) == second.map(\.text))
        #expect(first.map(\.text) != RulebookGenerator(areas: 3, seed: 2).files().map(\.text))
    }

    @Test func `an area's services do not depend on the areas after it`() {
        func services(_ areas: Int) -> String? {
            RulebookGenerator(areas: areas).files().first { $0.path == "Services/area_0002.yaml" }?.text
        }
        #expect(services(2) == services(5))
    }

    @Test func `files stand in the order in which a rulebook is read`() {
        let paths = RulebookGenerator(areas: 12).files().map { $0.path.split(separator: "/").map { Array($0.utf8) } }
        let inOrder = zip(paths, paths.dropFirst()).allSatisfy { a, b in
            a.lexicographicallyPrecedes(b) { $0.lexicographicallyPrecedes($1) }
        }
        #expect(inOrder)
    }
}
