import GRDB

/// Holds every account to the newest of the audit's entries that set it.
enum AccountCheck {
    @Sendable static func problems(_ db: Database, _ entries: VouchedEntries) throws -> [String] {
        var left = entries.newest(of: AuditAction.settingAccounts)
        var problems: [String] = []
        for row in try AccountRow.order({ $0.name }).fetchAll(db) {
            let newest = left.removeValue(forKey: row.name)
            if newest?.vouches(for: row.content, salt: row.salt) != true {
                problems.append(
                    "The account \(row.name) is not as it was last set: its roles, areas, password or name were changed."
                )
            }
            let made = entries.entries(.accountMade, of: row.name).first
            if newest?.isSigned(by: row.changedBy, at: row.changedAt) != true
                || made?.isSigned(by: row.madeBy, at: row.madeAt) != true
            {
                problems.append(
                    "The account \(row.name) does not say by whom and when it was made and changed as the audit does.")
            }
        }
        return problems
            + left.keys.sorted().map { "The account \($0) is in the audit, but was taken out of the record." }
    }
}
