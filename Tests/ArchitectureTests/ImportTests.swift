import Foundation
import Testing

/// Holds the import lines under Sources/ to the table of which part may know what.
@Suite("Each part knows only what it may")
struct ImportTests {
    /// Module → what it may import beside the standard library. `Glibc` is the C library, for files and memory.
    private static let allowed: [String: Set<String>] = [
        "WaymarkSodium": ["CSodium"],
        "WaymarkDocuments": ["CLibYAML", "CSimdJSON", "WaymarkSodium", "Glibc"],
        "WaymarkRules": ["WaymarkDocuments"],
        "WaymarkRouting": ["WaymarkDocuments", "WaymarkRules", "Glibc", "Synchronization"],
        "WaymarkBatch": ["WaymarkDocuments", "WaymarkRules", "WaymarkRouting", "CCaseLines", "Glibc"],
        "WaymarkAnalysis": ["WaymarkDocuments", "WaymarkRules", "WaymarkRouting"],
        "WaymarkStore": [
            "WaymarkSodium", "WaymarkDocuments", "WaymarkRules", "WaymarkRouting", "GRDB", "Foundation", "Glibc",
            "Synchronization",
        ],
        "WaymarkServer": [
            "WaymarkSodium", "WaymarkDocuments", "WaymarkRules", "WaymarkRouting", "WaymarkAnalysis", "WaymarkStore",
            "WaymarkSynthetic", "Hummingbird", "HTTPTypes", "NIOCore", "Logging", "ServiceLifecycle", "UnixSignals",
            "Foundation",
            "Glibc", "Synchronization",
        ],
        "waymark-server": ["WaymarkServer", "Hummingbird", "ArgumentParser", "Foundation", "Glibc"],
        "WaymarkSynthetic": ["WaymarkDocuments", "WaymarkRules", "WaymarkRouting", "Glibc"],
        "WaymarkTestSupport": ["WaymarkDocuments", "WaymarkRules", "WaymarkRouting", "Glibc"],
        "waymark": [
            "WaymarkDocuments", "WaymarkRules", "WaymarkRouting", "WaymarkBatch", "WaymarkAnalysis", "WaymarkSynthetic",
            "WaymarkStore", "ArgumentParser", "Glibc", "Foundation", "Synchronization",
        ],
        "waymark-bench": [
            "WaymarkDocuments", "WaymarkRules", "WaymarkRouting", "WaymarkBatch", "WaymarkAnalysis", "WaymarkSynthetic",
            "ArgumentParser", "CLibYAML", "Glibc", "Foundation", "Synchronization",
        ],
        "waymark-server-bench": [
            "WaymarkServer", "WaymarkStore", "WaymarkSynthetic", "WaymarkDocuments", "WaymarkRules", "WaymarkRouting",
            "Hummingbird", "Logging", "ArgumentParser", "Foundation",
        ],
    ]

    /// C modules of Debian's libraries, each imported by one file of the product.
    private static let onceOnly = ["CLibYAML", "CSimdJSON", "CCaseLines", "CSodium"]

    private struct Import {
        var module: String
        var file: String
        var name: String
    }

    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    private static func imports() throws -> [Import] {
        let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }
        return try files.sorted().flatMap { file -> [Import] in
            let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
            let module = String(file.prefix { $0 != "/" })
            return text.split(separator: "\n").compactMap { line in
                var words = line.split(separator: " ")
                while let first = words.first, ["public", "package", "internal", "private"].contains(first) {
                    words.removeFirst()
                }
                guard words.first == "import", words.count == 2 else { return nil }
                return Import(module: module, file: file, name: String(words[1]))
            }
        }
    }

    @Test("every import is in the table")
    func importsAreAllowed() throws {
        let imports = try Self.imports()
        #expect(imports.count > 50)
        for found in imports {
            let allowed = try #require(Self.allowed[found.module], "no row for \(found.module)")
            #expect(allowed.contains(found.name), "\(found.file) imports \(found.name)")
        }
    }

    @Test("each C library is imported by one file of the libraries", arguments: onceOnly)
    func librariesAreImportedOnce(library: String) throws {
        let files = try Self.imports().filter { $0.name == library && $0.module != "waymark-bench" }.map(\.file)
        #expect(files.count == 1, "\(files)")
    }
}
