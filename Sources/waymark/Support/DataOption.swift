import ArgumentParser
import Foundation
import WaymarkStore

/// Which record.
struct DataOption: ParsableArguments {
    @Option(
        name: .customLong("data"),
        help: ArgumentHelp("The folder that holds the record (waymark.sqlite).", valueName: "dir"),
        completion: .directory)
    var folder = "waymark-data"

    /// Does something with the record; says why and ends with ``Exit/problems`` where that fails.
    func use<Result>(_ body: (Store) throws(StoreError) -> Result) throws -> Result {
        do throws(StoreError) {
            return try body(try Store(existing: folder))
        } catch {
            Output.error(error.sentence)
            throw Exit.problems
        }
    }

    static var now: Moment { Moment(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) }

    /// Who used the command.
    static var actor: Actor { Actor(name: "command line") }
}
