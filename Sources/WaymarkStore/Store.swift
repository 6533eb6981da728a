import GRDB

/// The record of one deployment: one SQLite file.
public final class Store: Sendable {
    let database: DatabasePool

    /// - Parameter path: the file; made where there is none.
    public init(path: String) throws {
        database = try DatabasePool(path: path)
    }
}
