import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

@Suite struct `Capacity that was stated since the files were written` {
    private func sources(_ text: String) -> SourceSet {
        var sources = SourceSet()
        _ = sources.add(SourceFile(path: "Services/map.yaml", bytes: Array(text.utf8)))
        return sources
    }

    private func stated(_ text: String, _ state: Service.Capacity, _ day: String) throws -> String {
        let statement = CapacityStatement(
            service: "willow", state: state, asOf: try #require(Day(day)), by: "a.commissioner")
        return String(decoding: sources(text).stating([statement]).files[0].bytes, as: UTF8.self)
    }

    private static let head = """
        # A comment
        services:
          other: {programme: drop_in, capacity: {state: has_capacity}}
          willow:
            programme: treatment  # and another

        """

    @Test func `it takes the place of what the file says, and nothing else changes`() throws {
        let text = Self.head + "    capacity: {state: has_capacity, as_of: 2026-01-01}\n    areas: [ashford]\n"
        let result = try stated(text, .noCapacity, "2026-11-20")
        #expect(
            result == Self.head
                + "    capacity: {state: no_capacity, as_of: 2026-11-20, by: a.commissioner}\n    areas: [ashford]\n")
        let block = Self.head + "    capacity:\n      state: has_capacity\n    areas: [ashford]\n"
        #expect(
            try stated(block, .noCapacity, "2026-11-20")
                == stated(Self.head + "    areas: [ashford]\n", .noCapacity, "2026-11-20"))
        #expect(try stated(result, .noCapacity, "2026-11-20") == result)
    }

    @Test func `it is put in where the file says nothing`() throws {
        let result = try stated(Self.head + "    areas: [ashford]\n", .waitingList, "2026-11-20")
        #expect(
            result == Self.head
                + "    areas: [ashford]\n    capacity:\n      state: waiting_list\n      as_of: 2026-11-20\n      by: a.commissioner\n"
        )
    }

    @Test func `a later day in the file outweighs it, the same day does not`() throws {
        let text = Self.head + "    capacity: {state: has_capacity, as_of: 2026-11-21}\n"
        #expect(try stated(text, .noCapacity, "2026-11-20") == text)
        #expect(try stated(text, .noCapacity, "2026-11-21").contains("no_capacity"))
    }

    @Test func `of a service that is not there, and in a file that cannot be read, it changes nothing`() throws {
        for text in ["services:\n  oak: {programme: x}\n", "services: [\n", "areas: {}\n", ""] {
            #expect(try stated(text, .noCapacity, "2026-11-20") == text)
        }
    }
}
