import WaymarkDocuments
import WaymarkRules

/// A case as its own file says it, before `like` is followed.
struct CaseDraft {
    var name: String
    var nameSpan: SourceSpan
    var title: String?
    var like: (name: String, span: SourceSpan)?
    var decisionDate: Day?
    var answers: [(fact: FactID, answer: Answer, span: SourceSpan)] = []
    var expectation: Expectation?
    var file: Int32
    /// The folder whose cases it may be `like`.
    var folder: String

    init(name: String, nameSpan: SourceSpan, file: Int32, folder: String) {
        self.name = name
        self.nameSpan = nameSpan
        self.file = file
        self.folder = folder
    }

    /// The folder part of a path; empty for a bare file name.
    static func folder(of path: String) -> String {
        path.utf8.lastIndex(of: 0x2F).map { String(path[..<$0]) } ?? ""
    }
}
