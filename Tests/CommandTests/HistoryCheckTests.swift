import Foundation
import Testing

@Suite("A wrong history is found before the server refuses it")
struct HistoryCheckTests {
    @Test("`waymark check` shows what is wrong with a history, with its line")
    func check() throws {
        let files = FileManager.default
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let folder = files.temporaryDirectory.appending(path: "waymark-check-" + UUID().uuidString)
        defer { try? files.removeItem(at: folder) }
        try files.copyItem(at: root.appending(path: "Golden/decisions/rulebook"), to: folder)
        func check(_ history: String) throws -> CommandRun {
            try history.write(to: folder.appending(path: "Rules/history.yaml"), atomically: true, encoding: .utf8)
            return try CommandRun.waymark(["check", "--no-analysis", "--rulebook", folder.path])
        }
        let right =
            "history:\n  on_script: [{value: yes, says: started, programmes: [treatment], came_to: [started]}]\n"
        #expect(try check(right).status == 0)
        let wrong = try check(right.replacing("[treatment]", with: "[treatmnt]"))
        #expect(
            wrong.status == 1 && wrong.output.contains("Rules/history.yaml:2") && wrong.output.contains("treatmnt"))
    }
}
