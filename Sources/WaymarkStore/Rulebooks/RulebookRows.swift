import Foundation
import GRDB
import WaymarkDocuments
import WaymarkSodium

/// A row of `rulebook_version`.
struct RulebookVersionRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "rulebook_version"

    var number: Int
    var hash: String
    var publishedAt: Moment
    var publishedBy: String
    var salt: Data

    enum CodingKeys: String, CodingKey {
        case number, hash, publishedAt = "published_at", publishedBy = "published_by", salt
    }

    enum Columns {
        static let number = Column(CodingKeys.number)
        static let hash = Column(CodingKeys.hash)
    }

    /// The name under which the audit knows it.
    var subject: String { "rulebook \(number)" }
    /// What an audit entry vouches for: the hash stands for the files.
    var content: [UInt8] { Array(hash.utf8) }

    var version: RulebookVersion {
        RulebookVersion(number: number, hash: hash, publishedAt: publishedAt, publishedBy: publishedBy)
    }
}

/// A row of `rulebook_file`: a place in a version and which content stands there.
struct RulebookFileRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "rulebook_file"

    var version: Int
    var position: Int
    var path: String
    /// The hash of its content.
    var content: Data

    enum Columns {
        static let content = Column(CodingKeys.content)
    }
}

/// A row of `file_content`: the bytes of a rulebook's file, kept once however many versions have them.
struct FileContentRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "file_content"
    // A content that is there already is the same content.
    static let persistenceConflictPolicy = PersistenceConflictPolicy(insert: .ignore)

    /// SHA-256 of the bytes.
    var hash: Data
    var bytes: Data

    enum Columns {
        static let hash = Column(CodingKeys.hash)
    }

    init(_ bytes: Data) {
        hash = Data(Sodium.sha256([UInt8](bytes)))
        self.bytes = bytes
    }

    var isWhole: Bool { [UInt8](hash) == Sodium.sha256([UInt8](bytes)) }
}

extension SourceSet {
    /// The files of a version as they are kept now.
    init(ofVersion number: Int, _ db: Database) throws {
        self.init()
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT path, bytes FROM rulebook_file JOIN file_content ON file_content.hash = rulebook_file.content
                WHERE version = ? ORDER BY position
                """, arguments: [number])
        while let row = try rows.next() {
            _ = add(SourceFile(path: row["path"], bytes: [UInt8](row["bytes"] as Data)))
        }
    }
}
