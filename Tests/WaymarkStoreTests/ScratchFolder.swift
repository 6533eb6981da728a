import Foundation
import WaymarkStore

/// A data folder that is gone after the test.
final class ScratchFolder {
    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("waymark-\(UUID().uuidString)").path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var file: String { path + "/" + Store.fileName }

    func open() throws -> Store { try Store(folder: path) }
}

/// 2026-11-21T12:00:00Z.
let noon = Moment(milliseconds: 1_795_262_400_000)
let worker = Actor(name: "worker")
