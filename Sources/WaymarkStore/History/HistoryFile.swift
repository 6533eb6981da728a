import Foundation
package import WaymarkDocuments
package import WaymarkRouting

/// `Record/history.yaml` of a rulebook's folder, as it is on disk now; it may be missing.
package struct HistoryFile: Sendable {
    package static let path = "Record/history.yaml"

    private let file: SourceFile?
    private let unreadable: Diagnostics
    private let isMissing: Bool

    /// - Parameter folder: the rulebook's.
    package init(_ folder: String) {
        let path = folder + "/" + HistoryFile.path
        var problems = Diagnostics()
        isMissing = !FileManager.default.fileExists(atPath: path)
        let read = isMissing ? nil : RulebookFolder.readFile(path, limit: YAMLReader.byteLimit, into: &problems)
        file = read.map { SourceFile(path: HistoryFile.path, bytes: $0.bytes) }
        unreadable = problems
    }

    /// Tells one content from another.
    package var hash: String {
        guard let file else { return HistoryRules.none.hash }
        var sources = SourceSet()
        _ = sources.add(file)
        return ContentHash.of(sources)
    }

    /// Reads the lines.
    ///
    /// - Parameters:
    ///   - rulebook: whose facts and programmes they name.
    ///   - sources: gets the file, so that messages can show their place.
    /// - Returns: nil, after messages, where anything in it is wrong.
    package func read(
        under rulebook: Rulebook, of sources: inout SourceSet, into diagnostics: inout Diagnostics
    ) -> HistoryRules? {
        if isMissing { return HistoryRules.none }
        diagnostics.add(contentsOf: unreadable)
        guard let file else { return nil }
        let number = sources.add(file)
        return HistoryLoader(rulebook: rulebook).read(number, of: sources, into: &diagnostics)
            .map { HistoryRules(lines: $0, hash: hash) }
    }
}
