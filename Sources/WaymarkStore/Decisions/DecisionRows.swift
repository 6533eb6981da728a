import Foundation
import GRDB

/// A row of `decision`.
struct DecisionRow: Codable, FetchableRecord, MutablePersistableRecord {
    static let databaseTableName = "decision"

    var id: Int64?
    var reference: String
    var caseReference: String?
    var channel: String
    var decidedAt: Moment
    var decidedBy: String
    var decisionDate: String
    var rulebook: String
    var retention: String
    /// Nil, as the case reference is, where it was disposed of.
    var facts: Data?
    var document: Data?
    /// Of its audit entry; where it was disposed of, of the entry about what stays.
    var salt: Data?
    var disposedAt: Moment?

    enum CodingKeys: String, CodingKey {
        case id, reference, caseReference = "case_reference", channel, decidedAt = "decided_at"
        case decidedBy = "decided_by", decisionDate = "decision_date", rulebook, retention, facts, document, salt
        case disposedAt = "disposed_at"
    }

    enum Columns {
        static let id = Column(CodingKeys.id)
        static let reference = Column(CodingKeys.reference)
        static let disposedAt = Column(CodingKeys.disposedAt)
    }

    mutating func didInsert(_ inserted: InsertionSuccess) { id = inserted.rowID }

    /// - Throws: `notFound`.
    static func find(_ reference: String, _ db: Database) throws -> DecisionRow {
        guard let row = try filter({ $0.reference == reference }).fetchOne(db) else {
            throw StoreError.notFound("decision \(reference)")
        }
        return row
    }

    /// The row of a decision that was not disposed of.
    ///
    /// - Throws: `notFound`.
    static func id(of reference: String, _ db: Database) throws -> Int64 {
        let kept = filter { $0.reference == reference && $0.disposedAt == nil }.select({ $0.id }, as: Int64.self)
        guard let id = try kept.fetchOne(db) else { throw StoreError.notFound("decision \(reference)") }
        return id
    }

    /// What an audit entry vouches for.
    func content(areas: [String], count: DecisionCountRow?) -> [UInt8] {
        let head = [
            caseReference ?? "", channel, String(decidedAt.milliseconds), decidedBy, decisionDate, rulebook, retention,
            String(areas.count),
        ]
        let counted = count.map { [$0.home.map { "home " + $0 } ?? "", $0.best, $0.unavailable] } ?? []
        return EntryContent.of(head + areas + counted, [UInt8](facts ?? Data()), [UInt8](document ?? Data()))
    }
}

/// A row of `decision_area`: an area that a decision belongs to.
struct DecisionAreaRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "decision_area"

    var decision: Int64
    var area: String

    enum Columns {
        static let decision = Column(CodingKeys.decision)
        static let area = Column(CodingKeys.area)
    }

    /// Sorted.
    static func areas(ofDecision id: Int64, _ db: Database) throws -> [String] {
        try filter { $0.decision == id }.order { $0.area }.select({ $0.area }, as: String.self).fetchAll(db)
    }
}

/// A row of `decision_count`: what reports count of a decision.
struct DecisionCountRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "decision_count"

    var decision: Int64
    var home: String?
    var best: String
    /// Names with a blank between.
    var unavailable: String

    init(_ count: DecisionCount, ofDecision id: Int64) {
        decision = id
        home = count.home
        best = count.best
        unavailable = count.unavailable.joined(separator: " ")
    }
}

/// A row of `departure`: that a worker decided otherwise.
struct DepartureRow: Codable, FetchableRecord, MutablePersistableRecord {
    static let databaseTableName = "departure"

    var id: Int64?
    var decision: Int64
    var at: Moment
    var by: String
    /// Nil, as the rest is, where the decision was disposed of.
    var choice: String?
    var reason: String?
    var salt: Data?

    enum Columns {
        static let id = Column(CodingKeys.id)
        static let decision = Column(CodingKeys.decision)
        static let by = Column(CodingKeys.by)
        static let choice = Column(CodingKeys.choice)
        static let reason = Column(CodingKeys.reason)
    }

    /// What an audit entry vouches for: one line for the choice and the rest for the reason.
    var content: [UInt8] { Array("\(choice ?? "")\n\(reason ?? "")".utf8) }

    static func all(ofDecision id: Int64, _ db: Database) throws -> [DepartureRow] {
        try filter { $0.decision == id }.order { $0.id }.fetchAll(db)
    }
}

/// A row of `consent_answer`: that a person said no to a service, or changed their mind since.
struct ConsentRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "consent_answer"

    var decision: Int64
    var revision: Int
    var at: Moment
    var by: String
    var programme: String
    var service: String
    var answer: String
    var note: String?
    var salt: Data

    enum Columns {
        static let decision = Column(CodingKeys.decision)
        static let revision = Column(CodingKeys.revision)
    }

    /// What an audit entry vouches for.
    var content: [UInt8] {
        EntryContent.of([String(revision), String(at.milliseconds), by, programme, service, answer, note])
    }

    /// - Throws: `isDamaged` for an answer that does not exist.
    var kept: KeptConsent {
        get throws {
            guard let answer = ConsentAnswer(rawValue: answer) else {
                throw StoreError.isDamaged("an answer about consent is none that exists; run `waymark audit verify`")
            }
            return KeptConsent(
                statement: ConsentStatement(programme: programme, service: service, answer: answer, note: note),
                at: at, by: by, revision: revision)
        }
    }

    /// Everything that was said of one decision, the first first.
    static func all(ofDecision id: Int64, _ db: Database) throws -> [ConsentRow] {
        try filter { $0.decision == id }.order { $0.revision }.fetchAll(db)
    }
}
