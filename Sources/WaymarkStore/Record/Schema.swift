import GRDB

/// The tables, as a list of migrations: one for each part, in the order in which they came. A migration that is out in
/// the world is never edited; what changes gets a new one.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("record", migrate: RecordTables.make)
        migrator.registerMigration("referrals", migrate: ReferralTables.make)
        migrator.registerMigration("accounts", migrate: AccountTables.make)
        migrator.registerMigration("areas of decisions", migrate: AreaTables.make)
        migrator.registerMigration("reports", migrate: ReportTables.make)
        migrator.registerMigration("capacity", migrate: CapacityTables.make)
        migrator.registerMigration("answers about consent", migrate: ConsentTables.make)
        migrator.registerMigration("contents of rulebooks", migrate: RulebookTables.keepContentsOnce)
        return migrator
    }
}
