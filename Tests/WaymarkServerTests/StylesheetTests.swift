import Foundation
import HTTPTypes
import Hummingbird
import Testing
import WaymarkServer
import WaymarkSodium

@Suite("The stylesheet and the icon are the files beside the code, and ask for nothing from elsewhere")
struct StylesheetTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/WaymarkServer")

    private func file(_ name: String) throws -> String {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: Self.folder.path)
        let path = try #require(paths.first { $0.hasSuffix("/" + name) })
        return try String(contentsOf: Self.folder.appending(path: path), encoding: .utf8)
    }

    @Test("Pages link it under an address that follows from its content, so that browsers may keep it for ever")
    func address() async throws {
        let css = try file("stylesheet.css")
        let hash = Sodium.hexadecimal(Array(Sodium.sha256(Array(css.utf8)).prefix(6)))
        try await TestSite().visit { desk in
            let page = String(buffer: try await desk.get("/log-in").body)
            #expect(page.contains("\"/assets/waymark-\(hash).css\""))
            let sheet = try await desk.get("/assets/waymark-\(hash).css")
            #expect(sheet.status == .ok && String(buffer: sheet.body) == css)
            #expect(sheet.headers[.contentType] == "text/css; charset=utf-8")
            #expect(sheet.headers[.cacheControl]?.contains("immutable") == true)
            #expect(try await desk.get("/assets/waymark-000000000000.css").status == .notFound)
        }
    }

    @Test("The icon is served as it is")
    func icon() async throws {
        let svg = try file("waymark.svg")
        try await TestSite().visit { desk in
            #expect(String(buffer: try await desk.get("/log-in").body).contains("\"/assets/waymark.svg\""))
            let icon = try await desk.get("/assets/waymark.svg")
            #expect(icon.status == .ok && String(buffer: icon.body) == svg)
            #expect(icon.headers[.contentType] == "image/svg+xml")
        }
    }

    @Test("It loads no font, picture or sheet: the pages' policy would refuse them")
    func isWhole() throws {
        let css = try file("stylesheet.css")
        for part in ["url(", "@import", "@font-face", "http:", "https:", "expression("] {
            #expect(!css.contains(part), "\(part)")
        }
        #expect(css.filter { $0 == "{" }.count == css.filter { $0 == "}" }.count)
    }

    @Test("Every colour that it names is given, and what has a colour of its own in the light has one in the dark")
    func colours() throws {
        let css = try file("stylesheet.css")
        let light = try #require(css.firstMatch(of: #/:root\{([^}]*)\}/#)?.1)
        let dark = try #require(css.firstMatch(of: #/prefers-color-scheme:dark\)\{:root\{([^}]*)\}/#)?.1)
        func named(_ block: Substring) -> Set<String> { Set(block.matches(of: #/(--[a-z-]+):/#).map { String($0.1) }) }
        let used = Set(css.matches(of: #/var\((--[a-z-]+)\)/#).map { String($0.1) })
        #expect(used == named(light), "\(used.symmetricDifference(named(light)))")
        #expect(named(dark).isSubset(of: named(light)))
        // The focus ring is yellow on dark in both.
        let same: Set = ["--focus", "--on-focus"]
        #expect(named(dark).union(same) == named(light), "\(named(light).subtracting(named(dark)))")
    }
}
