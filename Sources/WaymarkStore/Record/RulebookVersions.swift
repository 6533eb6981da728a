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

extension Store {
    /// Keeps a rulebook's files, so that what it decides can be decided again. The same files are one version.
    package func publish(_ sources: SourceSet, by actor: Actor, at: Moment) throws(StoreError) -> RulebookVersion {
        let hash = ContentHash.of(sources)
        if let known = try version(hash: hash) { return known }
        return try write(actor, at: at) { writing in
            let db = writing.db
            let number = (try Int.fetchOne(db, sql: "SELECT max(number) FROM rulebook_version") ?? 0) + 1
            let salt = try writing.audit(.rulebookPublished, subject: "rulebook \(number)", content: Array(hash.utf8))
            try db.execute(
                sql:
                    "INSERT INTO rulebook_version (number, hash, published_at, published_by, salt) VALUES (?, ?, ?, ?, ?)",
                arguments: [number, hash, at.milliseconds, actor.name, Data(salt)])
            for (position, file) in sources.files.enumerated() {
                try db.execute(
                    sql: "INSERT INTO rulebook_file (version, position, path, bytes) VALUES (?, ?, ?, ?)",
                    arguments: [number, position, file.path, Data(file.bytes)])
            }
            return RulebookVersion(number: number, hash: hash, publishedAt: at, publishedBy: actor.name)
        }
    }

    /// Every version, the first one first.
    package func versions() throws(StoreError) -> [RulebookVersion] {
        try read { db in try Row.fetchAll(db, sql: Store.versionColumns + " ORDER BY number").map(RulebookVersion.init)
        }
    }

    package func version(hash: String) throws(StoreError) -> RulebookVersion? {
        try read { db in
            try Row.fetchOne(db, sql: Store.versionColumns + " WHERE hash = ?", arguments: [hash]).map(
                RulebookVersion.init)
        }
    }

    private static let versionColumns = "SELECT number, hash, published_at, published_by FROM rulebook_version"

    /// The files of a version, as they were published.
    package func files(ofVersion number: Int) throws(StoreError) -> SourceSet {
        let sources = try read { db in try Store.files(db, ofVersion: number) }
        if sources.files.isEmpty { throw .notFound("rulebook version \(number)") }
        return sources
    }
}

extension RulebookVersion {
    fileprivate init(_ row: Row) {
        self.init(
            number: row["number"], hash: row["hash"], publishedAt: Moment(milliseconds: row["published_at"]),
            publishedBy: row["published_by"])
    }
}

extension Store {
    /// The hash of a version's files as they are kept now.
    static func hash(_ db: Database, ofVersion number: Int) throws -> String {
        ContentHash.of(try files(db, ofVersion: number))
    }

    static func files(_ db: Database, ofVersion number: Int) throws -> SourceSet {
        var sources = SourceSet()
        let rows = try Row.fetchAll(
            db, sql: "SELECT path, bytes FROM rulebook_file WHERE version = ? ORDER BY position", arguments: [number])
        for row in rows { _ = sources.add(SourceFile(path: row["path"], bytes: [UInt8](row["bytes"] as Data))) }
        return sources
    }
}
