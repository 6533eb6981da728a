import Foundation
import GRDB
import WaymarkDocuments
import WaymarkSodium

/// Holds every published rulebook and its files to the audit's entries about it.
enum RulebookCheck {
    @Sendable static func problems(_ db: Database, _ entries: VouchedEntries) throws -> [String] {
        var problems: [String] = []
        var left = Set(entries.subjects(of: .rulebookPublished))
        for row in try RulebookVersionRow.order({ $0.number }).fetchAll(db) {
            left.remove(row.subject)
            let vouched = entries.entries(.rulebookPublished, of: row.subject)
            if vouched.count != 1 || !vouched[0].isSigned(by: row.publishedBy, at: row.publishedAt) {
                problems.append(
                    "Rulebook version \(row.number) does not say by whom and when it was published as the audit does.")
            }
            if vouched.count != 1 || !vouched[0].vouches(for: row.content, salt: row.salt) {
                problems.append("Rulebook version \(row.number) is not the one that was published.")
            }
            if ContentHash.of(try SourceSet(ofVersion: row.number, db)) != row.hash {
                problems.append("The files of rulebook version \(row.number) were changed, swapped or taken out.")
            }
        }
        for subject in left.sorted() {
            problems.append("The \(subject) is in the audit, but was taken out of the record.")
        }
        return try problems + contentProblems(db)
    }

    /// A content whose hash is not its own, or that stands in no version.
    private static func contentProblems(_ db: Database) throws -> [String] {
        var problems: [String] = []
        let named = try RulebookFileRow.select({ $0.content }, as: Data.self).fetchSet(db)
        let contents = try FileContentRow.order { $0.hash }.fetchCursor(db)
        while let content = try contents.next() {
            let name = Sodium.hexadecimal([UInt8](content.hash)).prefix(12)
            if !content.isWhole { problems.append("The content \(name)… of a rulebook's file was changed.") }
            if !named.contains(content.hash) {
                problems.append("The content \(name)… stands in no version of a rulebook: it was put in.")
            }
        }
        return problems
    }
}
