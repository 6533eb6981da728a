import ArgumentParser
import Foundation
import WaymarkStore

/// Which record.
struct RecordOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("The server's data folder.", valueName: "folder"), completion: .directory)
    var data = "waymark-data"

    /// Opens a record that is there; says why and ends where it cannot.
    func open() throws -> Store {
        guard FileManager.default.fileExists(atPath: data + "/" + Store.fileName) else {
            Output.error("error: there is no record in `\(data)`; name the server's data folder with --data DIR")
            throw Exit.problems
        }
        return try RecordOption.reporting { () throws(StoreError) in try Store(folder: data, now: RecordOption.now) }
    }

    static var now: Moment { Moment(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) }

    /// Who reads at the command line.
    static let actor = Actor(name: "command line")

    static func reporting<Result>(_ body: () throws(StoreError) -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            Output.error("error: " + error.sentence)
            throw Exit.problems
        }
    }
}
