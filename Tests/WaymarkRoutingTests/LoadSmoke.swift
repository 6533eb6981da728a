import Testing
import WaymarkDocuments
import WaymarkRouting

@Test func loadsBase() {
    var d = Diagnostics()
    let path = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/") + "/Golden/base"
    let (book, sources) = Rulebook.load(folder: path, into: &d)
    print(DiagnosticRenderer(sources: sources).text(d))
    #expect(book != nil)
}
