import Foundation
import GRDB
package import WaymarkDocuments

/// A rulebook as it was published.
package struct RulebookVersion: Sendable, Hashable {
    /// Counted from 1.
    package var number: Int
    /// `sha256:…`, as decisions name it.
    package var hash: String
    package var publishedAt: Moment
    package var publishedBy: String
}

extension AuditAction {
    package static let rulebookPublished = AuditAction("rulebook.published")
}

extension Store {
    /// Keeps a rulebook's files, so that what it decides can be decided again. The same files are one version, and a file
    /// that several versions have is kept once.
    package func publish(_ sources: SourceSet, by actor: Actor, at: Moment) throws(StoreError) -> RulebookVersion {
        let hash = ContentHash.of(sources)
        if let known = try version(hash: hash) { return known }
        return try write(actor, at: at) { writing in
            let db = writing.db
            let number = (try RulebookVersionRow.select({ max($0.number) }, as: Int.self).fetchOne(db) ?? 0) + 1
            var row = RulebookVersionRow(
                number: number, hash: hash, publishedAt: at, publishedBy: actor.name, salt: Data())
            row.salt = try writing.audit(.rulebookPublished, subject: row.subject, content: row.content)
            try row.insert(db)
            for (position, file) in sources.files.enumerated() {
                let content = FileContentRow(Data(file.bytes))
                try content.insert(db)
                try RulebookFileRow(version: number, position: position, path: file.path, content: content.hash)
                    .insert(db)
            }
            return row.version
        }
    }

    /// Every version, the first one first.
    package func versions() throws(StoreError) -> [RulebookVersion] {
        try read { db in try RulebookVersionRow.order { $0.number }.fetchAll(db).map(\.version) }
    }

    package func version(hash: String) throws(StoreError) -> RulebookVersion? {
        try read { db in try RulebookVersionRow.filter { $0.hash == hash }.fetchOne(db)?.version }
    }

    /// The files of a version, as they were published.
    package func files(ofVersion number: Int) throws(StoreError) -> SourceSet {
        let sources = try read { db in try SourceSet(ofVersion: number, db) }
        if sources.files.isEmpty { throw .notFound("rulebook version \(number)") }
        return sources
    }
}
