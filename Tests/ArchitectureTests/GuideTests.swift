import Foundation
import Testing

/// The guides are part of the product: short, with links that lead somewhere, and complete.
@Suite("Guides are true")
struct GuideTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    private static let guides = [
        "README.md", "Rules/README.md", "Services/README.md", "Sources/README.md", "Tests/README.md",
        "Examples/README.md", "Examples/nottinghamshire/README.md", "Examples/spark/README.md",
        "Examples/duckdb/README.md", "Sources/waymark-bench/README.md",
    ]

    @Test("each can be read in a few minutes", arguments: guides)
    func isShort(path: String) throws {
        let lines = try Self.text(path).split(separator: "\n", omittingEmptySubsequences: false).count - 1
        #expect(lines < (path == "README.md" ? 80 : 150), "\(lines) lines")
    }

    @Test("each link and picture leads to a file that is there", arguments: guides)
    func linksLead(path: String) throws {
        let folder = Self.root.appending(path: path).deletingLastPathComponent()
        let links = try Self.text(path).matches(of: /\]\(([^)#\s]+)/).map { String($0.1) }
        for link in links where !link.hasPrefix("http") {
            #expect(
                FileManager.default.fileExists(atPath: folder.appending(path: link).standardizedFileURL.path),
                "\(link) is not there")
        }
    }

    @Test("the top level holds what it is said to hold, and nothing else")
    func topLevel() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.root.path)
        let known: Set = ["Package.swift", "Sources", "Tests", "Rules", "Services", "Examples", "README.md"]
        let found = Set(names.filter { !$0.hasPrefix(".") && $0 != "Package.resolved" && $0 != "waymark-data" })
        #expect(found == known)
    }

    @Test("every module stands in the guide to the sources, with the order of its folders")
    func modules() throws {
        let guide = try Self.text("Sources/README.md")
        let folder = Self.root.appending(path: "Sources").path
        for module in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        where !module.hasPrefix("C") && !module.hasSuffix(".md") {
            #expect(guide.contains("`\(module)`"), "\(module) is missing")
            let order = (FolderOrderTests.order[module] ?? []).filter { !$0.isEmpty }
            for name in order where order.count > 2 { #expect(guide.contains(name), "\(module)/\(name) is missing") }
        }
    }
}
