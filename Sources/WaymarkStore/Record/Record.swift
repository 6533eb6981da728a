import Foundation

/// The record that callers open: the ledger with the tables of every feature and with what their rows have to prove.
extension Store {
    /// Opens the record in a folder; makes what is not there.
    package convenience init(folder: String) throws(StoreError) {
        try self.init(folder: folder, schema: Schema.migrator, checks: Store.allChecks)
    }

    /// Opens a record that is there already.
    ///
    /// - Throws: `cannotOpen` where there is none in the folder.
    package convenience init(existing folder: String) throws(StoreError) {
        guard FileManager.default.fileExists(atPath: folder + "/" + Store.fileName) else {
            throw .cannotOpen("there is no `\(Store.fileName)` in the folder `\(folder)`")
        }
        try self.init(folder: folder)
    }

    /// Every feature that keeps anything has its line here.
    private static var allChecks: [LedgerCheck] {
        [
            DecisionCheck.problems, DepartureCheck.problems, ReferralCheck.problems, ConsentCheck.problems,
            RulebookCheck.problems, AccountCheck.problems, CapacityCheck.problems, DisposalCheck.problems,
        ]
    }
}
