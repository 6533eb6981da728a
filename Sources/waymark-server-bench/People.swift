import Foundation
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkSynthetic

/// Bodies to send: cases of invented people, in a file that the client's script reads.
struct People {
    let file: String

    init(_ rulebook: Rulebook, on day: Day, folder: String) throws {
        let generator = PersonGenerator(rulebook, seed: 7, on: day, unknownPercent: 6)
        var writer = PersonWriter(generator)
        var lines = JSONWriter()
        for number in 0..<200 { writer.append(number, to: &lines) }
        file = folder + "/people.ndjson"
        try Data(lines.bytes).write(to: URL(filePath: file))
    }
}
