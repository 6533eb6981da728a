import Testing
import WaymarkBatch
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

/// The workload of Examples/routing-v1; the digests are those of its reference implementation (seed 1).
@Suite struct `The routing-v1 workload` {
    private static let folder =
        #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/Examples/routing-v1"

    private static func rulebook() throws -> Rulebook {
        var problems = Diagnostics()
        let (rulebook, sources) = Rulebook.load(folder: folder, into: &problems)
        return try #require(rulebook, "\(DiagnosticRenderer(sources: sources).text(problems))")
    }

    @Test(arguments: [
        (
            500, "924f5b6562615c83b7ba78993cd70caf09a2301dbe2b8685cb19bb3c8cee7fb8",
            "7013acbc356372614ec1df14f494082a9bc5a03b30e88d6351839573d5f845c9"
        ),
        (
            2000, "9291acb7b4ac911a8800f47b25764cbf57a7c94b3cd2fcc2c5e9d3b0948df96a",
            "ce7a18ebb4072c161d24156ec5fd869af02981b11a0ec8c37ebe1f89ae707310"
        ),
    ])
    func `is answered as its reference answers it`(count: Int, persons: String, results: String) throws {
        let text = RoutingV1Persons.lines(count)
        try #require(ContentHash.sha256(Array(text.utf8)) == persons)
        let summaries = Batch.summaries(try Self.rulebook(), text)
        let found = summaries.map { $0 + "\n" }.joined()
        #expect(ContentHash.sha256(Array(found.utf8)) == results)
    }

    @Test func `is answered as the decider answers it, everybody in the fast way`() throws {
        let rulebook = try Self.rulebook()
        let text = RoutingV1Persons.lines(600)
        #expect(Batch.summaries(rulebook, text) == Batch.oneByOne(rulebook, text))
        let worker = try #require(SummaryWorker(rulebook, date: Batch.date))
        _ = Batch.lines(worker, text)
        #expect(worker.decidedOneByOne == 0)
    }

    @Test func `is answered from memory as from lines`() throws {
        let rulebook = try Self.rulebook()
        let text = RoutingV1Persons.lines(700)
        let caseload = try #require(Caseload(rulebook, text: Array(text.utf8), date: Batch.date))
        #expect(caseload.decide())
        let lines = String(decoding: caseload.lines(), as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(lines == Batch.summaries(rulebook, text))
    }
}
