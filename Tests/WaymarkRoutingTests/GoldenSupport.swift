import Foundation
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// The folders of golden files and what is read from them.
enum Golden {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Golden")
    static let sources = folder.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
        "Sources")

    /// `RECORD_GOLDEN=1 swift test --filter Golden` writes what the messages are now; that run fails, so that it is
    /// never taken for a check.
    static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1"

    /// Files below a folder, by their path in it.
    static func files(in folder: URL) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        for path in paths where [".yaml", ".yml", ".json", ".ndjson"].contains(where: { path.hasSuffix($0) }) {
            files[path] = (try? Data(contentsOf: folder.appendingPathComponent(path))).map(Array.init)
        }
        return files
    }

    /// Names of what stands in a folder.
    static func names(in folder: URL) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }

    /// The small rulebook that every wrong input changes in one place.
    static let base = files(in: folder.appendingPathComponent("base"))

    static func path(_ path: String) -> [String] {
        path.split(separator: "/").map(String.init)
    }

    /// The rulebook files among `files` in file order.
    static func rulebook(_ files: [String: [UInt8]]) -> SourceSet {
        sourceSet(files.filter { $0.key.hasPrefix("Rules/") || $0.key.hasPrefix("Services/") })
    }

    static func sourceSet(_ files: [String: [UInt8]]) -> SourceSet {
        var sources = SourceSet()
        for (path, bytes) in files.sorted(by: { path($0.key).lexicographicallyPrecedes(path($1.key)) }) {
            _ = sources.add(SourceFile(path: path, bytes: bytes))
        }
        return sources
    }

    /// What is said of the base with `changes` put over it: of the rulebook, or where `changes` hold cases, of those, read and decided.
    static func messages(for changes: [String: [UInt8]]) -> String {
        let files = base.filter { !$0.key.hasPrefix("cases/") }.merging(changes) { $1 }
        var problems = Diagnostics()
        let sources = rulebook(files)
        let loaded = Rulebook.load(sources, into: &problems)
        let cases = sourceSet(files.filter { $0.key.hasPrefix("cases/") })
        guard !cases.files.isEmpty, let loaded else {
            return DiagnosticRenderer(sources: sources).text(problems)
        }
        var all = cases
        let read = CaseLoader(rulebook: loaded).load(
            Array(cases.files.indices.map(Int32.init)), of: &all, into: &problems)
        let decider = Decider(loaded)
        for person in read {
            do throws(Refusal) {
                _ = try decider.decide(person.case, on: .first, traced: false)
            } catch {
                problems.add(error.diagnostic(of: person.case, under: loaded))
            }
        }
        return DiagnosticRenderer(sources: all).text(problems)
    }

    /// Compares with the golden file, or writes it.
    static func check(_ text: String, against file: URL) throws {
        if isRecording {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("recorded \(file.lastPathComponent) of \(file.deletingLastPathComponent().lastPathComponent)")
            return
        }
        let expected = try? String(contentsOf: file, encoding: .utf8)
        #expect(
            text == expected,
            "run RECORD_GOLDEN=1 swift test --filter Golden and read the difference if the message was changed on purpose"
        )
    }
}
