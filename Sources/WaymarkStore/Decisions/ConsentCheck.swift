import GRDB

extension AuditAction {
    /// A person said no to being referred to a service, or changed their mind.
    package static let consentAnswered = AuditAction("consent.answered")
}

/// Holds what people said to being referred to the audit's entries about it.
enum ConsentCheck {
    @Sendable static func problems(_ db: Database, _ entries: VouchedEntries) throws -> [String] {
        let decisions = try Row.fetchAll(db, sql: "SELECT id, reference FROM decision")
        let references = Dictionary(
            uniqueKeysWithValues: decisions.map { ($0["id"] as Int64, $0["reference"] as String) })
        let disposed = Set(try String.fetchAll(db, sql: "SELECT reference FROM decision WHERE disposed_at IS NOT NULL"))
        var kept: [String: [ConsentRow]] = [:]
        for row in try ConsentRow.order({ [$0.decision, $0.revision] }).fetchAll(db) {
            if let reference = references[row.decision] { kept[reference, default: []].append(row) }
        }
        return Set(kept.keys).union(entries.subjects(of: .consentAnswered)).sorted().compactMap { reference in
            let vouched = disposed.contains(reference) ? [] : entries.entries(.consentAnswered, of: reference)
            let isSame = (kept[reference] ?? []).elementsEqual(vouched) { row, entry in
                entry.vouches(for: row.content, salt: row.salt)
            }
            return isSame
                ? nil : "What the person said to being referred, in decision \(reference), is not what was recorded."
        }
    }
}
