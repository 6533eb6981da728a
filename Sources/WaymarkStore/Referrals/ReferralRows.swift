import WaymarkRouting
import Foundation
import GRDB

/// A row of `referral`: where its events have led.
struct ReferralRow: Codable, FetchableRecord, MutablePersistableRecord {
    static let databaseTableName = "referral"

    var id: Int64?
    var reference: String
    var decision: Int64
    var programme: String
    var service: String
    /// Nil, as the consent is, where it was disposed of.
    var caseReference: String?
    var area: String?
    var source: String
    var consent: String?
    var closesAfter: Int?
    var madeAt: Moment
    var madeBy: String
    var state: String
    var failedContacts: Int
    var firstContactAt: Moment?
    var changedAt: Moment
    var revision: Int
    var disposedAt: Moment?

    enum CodingKeys: String, CodingKey {
        case id, reference, decision, programme, service, caseReference = "case_reference", area, source, consent
        case closesAfter = "closes_after", madeAt = "made_at", madeBy = "made_by", state
        case failedContacts = "failed_contacts", firstContactAt = "first_contact_at", changedAt = "changed_at"
        case revision, disposedAt = "disposed_at"
    }

    enum Columns {
        static let id = Column(CodingKeys.id)
        static let reference = Column(CodingKeys.reference)
        static let decision = Column(CodingKeys.decision)
        static let programme = Column(CodingKeys.programme)
        static let service = Column(CodingKeys.service)
        static let caseReference = Column(CodingKeys.caseReference)
        static let area = Column(CodingKeys.area)
        static let madeAt = Column(CodingKeys.madeAt)
        static let madeBy = Column(CodingKeys.madeBy)
        static let state = Column(CodingKeys.state)
        static let failedContacts = Column(CodingKeys.failedContacts)
        static let changedAt = Column(CodingKeys.changedAt)
        static let disposedAt = Column(CodingKeys.disposedAt)
    }

    mutating func didInsert(_ inserted: InsertionSuccess) { id = inserted.rowID }

    /// - Throws: `notFound`.
    static func find(_ reference: String, _ db: Database) throws -> ReferralRow {
        guard let row = try filter({ $0.reference == reference }).fetchOne(db) else {
            throw StoreError.notFound("referral \(reference)")
        }
        return row
    }

    /// What was sent from a decision to one service; nil where nothing was.
    static func sent(
        ofDecision id: Int64, programme: String, service: String, _ db: Database
    ) throws -> ReferralRow? {
        try filter { $0.decision == id }.filter { $0.programme == programme }.filter { $0.service == service }.fetchOne(
            db)
    }

    /// - Throws: `isDamaged` for a state that does not exist.
    var progress: ReferralProgress {
        get throws {
            guard let state = ReferralState(rawValue: state) else {
                throw StoreError.isDamaged("a referral is in a state that does not exist; run `waymark audit verify`")
            }
            return ReferralProgress(state: state, failedContacts: failedContacts, firstContactAt: firstContactAt)
        }
    }

    /// Moves it to where an event has led; the revision counts up.
    mutating func advance(to progress: ReferralProgress, at: Moment) {
        state = progress.state.rawValue
        failedContacts = progress.failedContacts
        firstContactAt = progress.firstContactAt
        changedAt = at
        revision += 1
    }

    /// Whether it stands where these events lead.
    func stands(at progress: ReferralProgress, after events: [ReferralEventRow]) -> Bool {
        state == progress.state.rawValue && failedContacts == progress.failedContacts
            && firstContactAt == progress.firstContactAt && revision == events.count && changedAt == events.last?.at
    }

    func decisionReference(_ db: Database) throws -> String {
        let id = decision
        guard
            let reference = try DecisionRow.filter({ $0.id == id }).select({ $0.reference }, as: String.self)
                .fetchOne(db)
        else { throw StoreError.isDamaged("a referral is of no decision; run `waymark audit verify`") }
        return reference
    }
}

/// A row of `referral_event`: what happened to a referral.
struct ReferralEventRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "referral_event"

    var referral: Int64
    /// Counted through the referral from 1.
    var revision: Int
    var at: Moment
    var by: String
    var event: String
    /// Where it led to.
    var state: String
    /// Nil, as note and salt are, where the referral was disposed of.
    var reason: String?
    var note: String?
    var salt: Data?

    enum Columns {
        static let referral = Column(CodingKeys.referral)
        static let revision = Column(CodingKeys.revision)
    }

    static func all(ofReferral id: Int64, _ db: Database) throws -> [ReferralEventRow] {
        try filter { $0.referral == id }.order { $0.revision }.fetchAll(db)
    }

    /// What an audit entry vouches for. The first event vouches for the referral too: for whom, from which decision, to
    /// whom.
    ///
    /// - Parameter decision: the reference of the referral's decision.
    func content(of referral: ReferralRow, from decision: String) -> [UInt8] {
        let what = [String(revision), String(at.milliseconds), by, event, state, reason, note]
        if revision > 1 { return EntryContent.of(what) }
        let head = [
            decision, referral.programme, referral.service, referral.caseReference, referral.area, referral.source,
            referral.consent, referral.closesAfter.map { String($0) }, String(referral.madeAt.milliseconds),
            referral.madeBy,
        ]
        return EntryContent.of(what + head)
    }

    /// - Throws: `isDamaged` for an event or a state that does not exist.
    var kept: Referral.Event {
        get throws {
            guard let event = ReferralEvent(rawValue: event), let state = ReferralState(rawValue: state) else {
                throw StoreError.isDamaged("an event of a referral does not exist; run `waymark audit verify`")
            }
            return Referral.Event(
                revision: revision, at: at, by: by, event: event, state: state,
                reason: reason.flatMap(ReferralReason.init), note: note)
        }
    }
}

extension Referral {
    /// - Parameter decision: the reference of its decision.
    init(_ row: ReferralRow, from decision: String, events: [ReferralEventRow] = []) throws {
        self.init(
            reference: row.reference, decision: decision, programme: row.programme, service: row.service,
            caseReference: row.caseReference, area: row.area, source: row.source,
            consent: row.consent.flatMap(ReferralConsent.init), closesAfter: row.closesAfter, madeAt: row.madeAt,
            madeBy: row.madeBy, progress: try row.progress, changedAt: row.changedAt, revision: row.revision,
            disposedAt: row.disposedAt, events: try events.map { try $0.kept })
    }

    /// A referral with everything that happened to it.
    ///
    /// - Throws: `notFound`.
    static func find(_ reference: String, _ db: Database) throws -> Referral {
        try whole(ReferralRow.find(reference, db), db)
    }

    /// Every referral for one case reference with its events, the newest first.
    ///
    /// - Parameter seen: a further condition; see ``Visibility``.
    static func all(
        forCase caseReference: String, _ db: Database, _ seen: (sql: String, arguments: StatementArguments) = ("1", [])
    ) throws -> [Referral] {
        try ReferralRow.filter { $0.caseReference == caseReference }.filter(sql: seen.sql, arguments: seen.arguments)
            .order { $0.id.desc }.fetchAll(db).map { try whole($0, db) }
    }

    private static func whole(_ row: ReferralRow, _ db: Database) throws -> Referral {
        try Referral(
            row, from: row.decisionReference(db), events: ReferralEventRow.all(ofReferral: row.id ?? 0, db))
    }
}
