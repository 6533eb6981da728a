import Foundation
import Testing
import WaymarkDocuments
import WaymarkRouting

/// Every wrong input gets exactly the message that its golden file holds. Inputs stand in folders by subject,
/// `wrong/<subject>/<what is wrong>`: what is put over the base, and `expected.txt`, what is said of it.
@Suite struct WrongInputGoldenTests {
    private static let wrong = Golden.folder.appendingPathComponent("wrong")
    /// `subject/what is wrong`, of every folder of golden files.
    private static let folders = Golden.names(in: wrong).flatMap { subject in
        Golden.names(in: wrong.appendingPathComponent(subject)).map { "\(subject)/\($0)" }
    }
    private static let inputs = folders.filter {
        !Golden.files(in: wrong.appendingPathComponent($0)).isEmpty
    }

    private static func expected(_ name: String) -> URL {
        wrong.appendingPathComponent(name).appendingPathComponent("expected.txt")
    }

    @Test(arguments: inputs)
    func `a wrong file is refused in words that help`(_ name: String) throws {
        let text = Golden.messages(for: Golden.files(in: Self.wrong.appendingPathComponent(name)))
        #expect(!text.isEmpty, "nothing is wrong with \(name)")
        try Golden.check(text, against: Self.expected(name))
    }

    /// Inputs that are too large, or too little text, to be kept as files.
    private static let made: [String: @Sendable () -> [String: [UInt8]]] = [
        "yaml/too-large": {
            ["Rules/wrong.yaml": Array(repeating: UInt8(ascii: "#"), count: YAMLReader.byteLimit + 1)]
        },
        "yaml/ten-thousand-deep": {
            ["Rules/wrong.yaml": Array(("facts: " + String(repeating: "[", count: 10_000)).utf8)]
        },
        "yaml/too-many-nodes": {
            ["Rules/wrong.yaml": Array(("facts: [" + String(repeating: "a,", count: 200_001) + "]").utf8)]
        },
        "yaml/not-utf8": { ["Rules/wrong.yaml": Array("facts: {smoker: ".utf8) + [0xFF, 0xFE] + Array("}\n".utf8)] },
        "yaml/control-character": { ["Rules/wrong.yaml": Array("facts: {smoker: \u{7}}\n".utf8)] },
    ]

    @Test(arguments: made.keys.sorted())
    func `a monstrous file is refused in words that help`(_ name: String) throws {
        let make = try #require(Self.made[name])
        let text = Golden.messages(for: make())
        try Golden.check(text, against: Self.expected(name))
    }

    /// Folders and files that are not what they should be.
    private static let places: [String: @Sendable (URL) throws -> Void] = [
        "file/no-folder": { _ in },
        "file/not-a-folder": { try Data("facts: {}".utf8).write(to: $0) },
        "file/folder-without-rules": {
            try FileManager.default.createDirectory(at: $0, withIntermediateDirectories: true)
        },
        "file/rules-is-a-file": {
            try FileManager.default.createDirectory(at: $0, withIntermediateDirectories: true)
            try Data().write(to: $0.appendingPathComponent("Rules"))
        },
        "file/history-elsewhere": {
            for folder in ["Rules", "Record"] {
                try FileManager.default.createDirectory(
                    at: $0.appendingPathComponent(folder), withIntermediateDirectories: true)
            }
            try Data("history: {}".utf8).write(to: $0.appendingPathComponent("Record/history.yaml"))
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
        try Golden.check(text, against: Self.expected(name))
    }

    private static let emptyPlaces = ["case/no-case", "case/no-case-file"]

    @Test(arguments: emptyPlaces)
    func `a place that holds no cases is refused in words that help`(_ name: String) throws {
        let parent = FileManager.default.temporaryDirectory.appendingPathComponent("waymark-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: parent) }
        var problems = Diagnostics()
        let rulebook = try #require(Rulebook.load(Golden.rulebook(Golden.base), into: &problems))
        let path = name == "case/no-case" ? parent.path : parent.path + "/arv.yaml"
        let (cases, sources) = CaseLoader(rulebook: rulebook).load(paths: [path], into: &problems)
        #expect(cases.isEmpty)
        let text = DiagnosticRenderer(sources: sources).text(problems)
            .replacingOccurrences(of: parent.path, with: "…")
        try Golden.check(text, against: Self.expected(name))
    }

    @Test func `every golden folder is read by a test`() {
        let read = Self.inputs + Self.made.keys + Self.places.keys + Self.emptyPlaces
        #expect(Set(Self.folders).subtracting(read).sorted() == [], "nothing wrong stands in these folders")
        #expect(Set(read).subtracting(Self.folders).sorted() == [], "these have no golden message yet")
        #expect(read.count == Set(read).count)
        let files = FileManager.default.enumerator(atPath: Self.wrong.path)?.compactMap { $0 as? String } ?? []
        let unread = files.filter { file in
            let path = file.split(separator: "/").dropFirst(2)
            return file.contains(".") && path != ["expected.txt"]
                && !(["Rules", "Services", "cases"].contains(path.first) && path.count > 1)
        }
        #expect(unread == [], "these files are read by no test")
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
        for name in Self.folders {
            let text = try String(contentsOf: Self.expected(name), encoding: .utf8)
            golden.formUnion(text.matches(of: /\[([a-z-]+\.[a-z-]+)\]/).map { String($0.1) })
        }
        #expect(Self.folders.count >= 250)
        #expect(reportable.subtracting(golden).subtracting(elsewhere).sorted() == [])
        #expect(golden.subtracting(reportable).sorted() == [], "golden messages that nothing reports")
    }
}
