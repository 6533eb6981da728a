import Foundation
import Testing
import WaymarkDocuments
import WaymarkRouting

/// Every wrong input gets exactly the message that its golden file holds.
@Suite struct WrongInputGoldenTests {
    private static let wrong = Golden.folder.appendingPathComponent("wrong")
    private static let inputs = Golden.folders(in: wrong).filter { !$0.hasPrefix("made-") }

    @Test(arguments: inputs)
    func `a wrong file is refused in words that help`(_ name: String) throws {
        let folder = Self.wrong.appendingPathComponent(name)
        let text = Golden.messages(for: Golden.files(in: folder))
        #expect(!text.isEmpty, "nothing is wrong with \(name)")
        try Golden.check(text, against: folder.appendingPathComponent("expected.txt"))
    }

    /// Inputs that are too large, or too little text, to be kept as files.
    private static let made: [String: @Sendable () -> [String: [UInt8]]] = [
        "made-too-large": {
            ["Rules/wrong.yaml": Array(repeating: UInt8(ascii: "#"), count: YAMLReader.byteLimit + 1)]
        },
        "made-ten-thousand-deep": {
            ["Rules/wrong.yaml": Array(("facts: " + String(repeating: "[", count: 10_000)).utf8)]
        },
        "made-too-many-nodes": {
            ["Rules/wrong.yaml": Array(("facts: [" + String(repeating: "a,", count: 200_001) + "]").utf8)]
        },
        "made-not-utf8": { ["Rules/wrong.yaml": Array("facts: {smoker: ".utf8) + [0xFF, 0xFE] + Array("}\n".utf8)] },
        "made-control-character": { ["Rules/wrong.yaml": Array("facts: {smoker: \u{7}}\n".utf8)] },
    ]

    @Test(arguments: made.keys.sorted())
    func `a monstrous file is refused in words that help`(_ name: String) throws {
        let make = try #require(Self.made[name])
        let text = Golden.messages(for: make())
        try Golden.check(text, against: Self.wrong.appendingPathComponent(name).appendingPathComponent("expected.txt"))
    }

    /// Folders and files that are not what they should be.
    private static let places: [String: @Sendable (URL) throws -> Void] = [
        "made-no-folder": { _ in },
        "made-not-a-folder": { try Data("facts: {}".utf8).write(to: $0) },
        "made-folder-without-rules": {
            try FileManager.default.createDirectory(at: $0, withIntermediateDirectories: true)
        },
        "made-rules-is-a-file": {
            try FileManager.default.createDirectory(at: $0, withIntermediateDirectories: true)
            try Data().write(to: $0.appendingPathComponent("Rules"))
        },
    ]

    @Test(arguments: places.keys.sorted())
    func `a place that holds no rulebook is refused in words that help`(_ name: String) throws {
        let parent = FileManager.default.temporaryDirectory.appendingPathComponent("waymark-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: parent) }
        let place = parent.appendingPathComponent("rulebook")
        let make = try #require(Self.places[name])
        try make(place)
        var problems = Diagnostics()
        let (rulebook, sources) = Rulebook.load(folder: place.path, into: &problems)
        #expect(rulebook == nil)
        let text = DiagnosticRenderer(sources: sources).text(problems)
            .replacingOccurrences(of: parent.path, with: "…")
        try Golden.check(text, against: Self.wrong.appendingPathComponent(name).appendingPathComponent("expected.txt"))
    }

    @Test(arguments: ["made-no-case", "made-no-case-file"])
    func `a place that holds no cases is refused in words that help`(_ name: String) throws {
        let parent = FileManager.default.temporaryDirectory.appendingPathComponent("waymark-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: parent) }
        var problems = Diagnostics()
        let rulebook = try #require(Rulebook.load(Golden.rulebook(Golden.base), into: &problems))
        let path = name == "made-no-case" ? parent.path : parent.path + "/arv.yaml"
        let (cases, sources) = CaseLoader(rulebook: rulebook).load(paths: [path], into: &problems)
        #expect(cases.isEmpty)
        let text = DiagnosticRenderer(sources: sources).text(problems)
            .replacingOccurrences(of: parent.path, with: "…")
        try Golden.check(text, against: Self.wrong.appendingPathComponent(name).appendingPathComponent("expected.txt"))
    }

    @Test func `every problem that can be reported has a golden message`() throws {
        // Tests of WaymarkDocuments cover what depends on the machine: rights, links, devices and memory.
        let elsewhere: Set = [
            "file.permission", "file.links", "file.special", "file.unreadable", "file.folder", "file.too-large",
            "json.too-large",
            // A rulebook that the prover cannot finish has no small form: PromiseLimitTests holds its words.
            "promise.not-decided",
        ]
        let identifier = /"([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)"/
        var reportable: Set<String> = []
        for target in ["WaymarkDocuments", "WaymarkRules", "WaymarkRouting"] {
            let folder = Golden.sources.appendingPathComponent(target)
            for path in FileManager.default.enumerator(atPath: folder.path)?.compactMap({ $0 as? String }) ?? []
            where path.hasSuffix(".swift") {
                let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
                reportable.formUnion(text.matches(of: identifier).map { String($0.1) })
            }
        }
        var golden: Set<String> = []
        let folders = Golden.folders(in: Self.wrong)
        for name in folders {
            let file = Self.wrong.appendingPathComponent(name).appendingPathComponent("expected.txt")
            let text = try String(contentsOf: file, encoding: .utf8)
            golden.formUnion(text.matches(of: /\[([a-z-]+\.[a-z-]+)\]/).map { String($0.1) })
        }
        #expect(folders.count >= 80)
        #expect(reportable.subtracting(golden).subtracting(elsewhere).sorted() == [])
        #expect(golden.subtracting(reportable).sorted() == [], "golden messages that nothing reports")
    }
}
