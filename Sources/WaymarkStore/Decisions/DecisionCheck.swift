import GRDB

/// Holds every decision to the audit's entry about it.
enum DecisionCheck {
    @Sendable static func problems(_ db: Database, _ entries: VouchedEntries) throws -> [String] {
        var problems: [String] = []
        var seen: Set<String> = []
        let rows = try DecisionRow.order { $0.id }.fetchCursor(db)
        while let row = try rows.next() {
            seen.insert(row.reference)
            let vouched = entries.entries(.decisionMade, of: row.reference)
            if vouched.first?.isSigned(by: row.decidedBy, at: row.decidedAt) != true {
                problems.append(
                    "Decision \(row.reference) does not say by whom and when it was made as the audit does.")
            }
            if vouched.count != 1 {
                problems.append("Decision \(row.reference) has \(vouched.count) entries in the audit instead of one.")
            }
            // Of one that was disposed of, its own entry can be proved no more.
            guard row.disposedAt == nil, let id = row.id, let first = vouched.first else { continue }
            let content = try row.content(
                areas: DecisionAreaRow.areas(ofDecision: id, db), count: DecisionCountRow.fetchOne(db, key: id))
            if !first.vouches(for: content, salt: row.salt) {
                problems.append(
                    "Decision \(row.reference) is not what was decided: its facts, its text, its areas, or whose, when or by whom were changed."
                )
            }
        }
        return problems
            + entries.subjects(of: .decisionMade).filter { !seen.contains($0) }.map {
                "Decision \($0) is in the audit, but was taken out of the record."
            }
    }
}

/// Holds what was decided otherwise to the audit's entries about it.
enum DepartureCheck {
    @Sendable static func problems(_ db: Database, _ entries: VouchedEntries) throws -> [String] {
        let rows = try Row.fetchAll(db, sql: "SELECT id, reference FROM decision WHERE disposed_at IS NULL")
        let references = Dictionary(uniqueKeysWithValues: rows.map { ($0["id"] as Int64, $0["reference"] as String) })
        var left = Dictionary(
            uniqueKeysWithValues: references.values.map { ($0, entries.entries(.decisionDeparted, of: $0)) })
        var problems: [String] = []
        for row in try DepartureRow.order({ $0.id }).fetchAll(db) {
            guard let reference = references[row.decision] else { continue }
            let index = left[reference]?.firstIndex {
                $0.vouches(for: row.content, salt: row.salt) && $0.isSigned(by: row.by, at: row.at)
            }
            guard let index, row.choice?.contains(where: \.isNewline) != true else {
                problems.append(
                    "What was decided otherwise in \(reference), by whom or when, is not what was written down then.")
                continue
            }
            left[reference]?.remove(at: index)
        }
        return problems
            + left.filter { !$0.value.isEmpty }.keys.sorted().map {
                "A departure from \($0) is in the audit, but was taken out of the record."
            }
    }
}
