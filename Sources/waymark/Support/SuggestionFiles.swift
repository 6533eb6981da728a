import Glibc
import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules

/// Writes suggested cases, one file each, or shows them.
struct SuggestionFiles {
    /// `-` shows them.
    let folder: String
    let isQuiet: Bool

    func write(_ suggestions: Suggestions) throws {
        if folder == "-" {
            for (index, suggested) in suggestions.cases.enumerated() {
                Output.write((index > 0 ? "---\n" : "") + suggested.yaml)
            }
        } else {
            let files = suggestions.cases.map { (path: path($0.case.name), bytes: Array($0.yaml.utf8)) }
            // Nothing is written where something would be in the way.
            if let taken = files.first(where: { access($0.path, F_OK) == 0 }) {
                Output.error(
                    "error: there is a file `\(taken.path)` already; nothing was written. Name another folder.")
                throw Exit.problems
            }
            for file in files { try FileWriting.create(file.path, with: file.bytes) }
        }
        if isQuiet || folder == "-" && suggestions.open.isEmpty { return }
        let summary = summary(suggestions)
        if folder == "-" { Output.error(summary) } else { Output.line(summary) }
    }

    private func path(_ name: String) -> String {
        (folder.hasSuffix("/") ? folder : folder + "/") + name + ".yaml"
    }

    private func summary(_ suggestions: Suggestions) -> String {
        let ways = suggestions.cases.reduce(0) { $0 + $1.ways.count }
        var text =
            suggestions.cases.isEmpty
            ? "No case to suggest."
            : "Wrote \(English.count(suggestions.cases.count, "case")) for \(English.count(ways, "way")) to \(folder). "
                + "Read each, confirm or correct what it expects, and keep it beside your other cases."
        if folder == "-" { text = "" }
        if !suggestions.open.isEmpty {
            text += " For \(English.count(suggestions.open.count, "way")) no case could be written."
        }
        return text
    }
}
