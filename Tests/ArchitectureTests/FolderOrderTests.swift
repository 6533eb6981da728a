import Foundation
import Testing

/// Holds the folders of each module to a stated order, and files to at most one-to-one friends.
@Suite("Each folder knows only those before it")
struct FolderOrderTests {
    /// Module → its folders, each of which may use the types of those before it. An empty name stands for the files
    /// that lie in the module's own folder.
    static let order: [String: [String]] = [
        "WaymarkDocuments": ["Text", "Diagnostics", "JSON", "YAML", "Folder", "Rendering"],
        "WaymarkRules": ["Model", "Compiled", "Loading"],
        "WaymarkRouting": [
            "Model", "Cases", "Trace", "Deciding", "Wording", "Loading", "Formatting", "Scaffold", "Schema", "Account",
            "Rendering",
        ],
        "WaymarkAnalysis": [
            "Schema", "People", "Questions", "Explain", "Interview", "Coverage", "Findings", "Map", "Exercise", "Diff",
        ],
        "WaymarkStore": [
            "Ledger", "Rulebooks", "Accounts", "Decisions", "Referrals", "Capacity", "Reports", "Retention", "Record",
        ],
        "WaymarkServer": [
            "Engine", "HTML", "HTTP", "Session", "PageKit", "API", "Decisions", "Referrals", "Triage", "QuickCheck",
            "Map", "Reports", "Record", "Accounts", "Composition",
        ],
        "WaymarkSynthetic": ["", "People", "Rulebooks"],
        "WaymarkTestSupport": ["Naive", "Random", ""],
        "waymark": ["Support", "Commands", ""],
    ]

    private struct File {
        var module: String
        var folder: String
        var path: String
        var tokens: SwiftTokens
    }

    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    private static let files: [File] = {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: sources.path)) ?? []
        return paths.filter { $0.hasSuffix(".swift") }.sorted().compactMap { path in
            guard let text = try? String(contentsOf: sources.appending(path: path), encoding: .utf8) else { return nil }
            let parts = path.split(separator: "/").map(String.init)
            return File(
                module: parts[0], folder: parts.count > 2 ? parts[1] : "", path: path, tokens: SwiftTokens(text))
        }
    }()

    /// What each file of a module uses of which other: the types whose name one file alone declares.
    private static func uses(in module: String) -> [(user: File, owner: File, type: String)] {
        let files = Self.files.filter { $0.module == module }
        var owners: [String: [Int]] = [:]
        for (index, file) in files.enumerated() {
            for type in file.tokens.types { owners[type, default: []].append(index) }
        }
        var found: [(user: File, owner: File, type: String)] = []
        for (type, declaring) in owners.sorted(by: { $0.key < $1.key }) where declaring.count == 1 {
            let owner = files[declaring[0]]
            for file in files where file.path != owner.path && file.tokens.identifiers.contains(type) {
                found.append((file, owner, type))
            }
        }
        return found
    }

    private static let modules = Set(files.map(\.module)).sorted()

    @Test("sources are found and read")
    func sourcesAreRead() {
        #expect(Self.files.count > 300)
        #expect(Self.files.allSatisfy { !$0.tokens.identifiers.isEmpty })
    }

    @Test("every folder of a module with several has its place in the order", arguments: modules)
    func foldersAreListed(module: String) {
        let folders = Set(Self.files.filter { $0.module == module }.map(\.folder))
        guard folders.count > 1 else { return }
        #expect(Set(Self.order[module] ?? []) == folders, "\(module): \(folders.sorted())")
    }

    @Test("folders use the types of earlier folders only", arguments: modules)
    func foldersPointDown(module: String) {
        let order = Self.order[module] ?? []
        for use in Self.uses(in: module) where use.user.folder != use.owner.folder {
            guard let user = order.firstIndex(of: use.user.folder), let owner = order.firstIndex(of: use.owner.folder)
            else { continue }
            #expect(owner < user, "\(use.user.path) uses \(use.type) of \(use.owner.path)")
        }
    }

    @Test("files know one another at most in pairs", arguments: modules)
    func filesAreFriendsInPairs(module: String) {
        var users: [String: Set<String>] = [:]
        for use in Self.uses(in: module) { users[use.user.path, default: []].insert(use.owner.path) }
        for circle in Circles.find(in: users) where circle.count > 2 {
            Issue.record("These files form a circle: \(circle.joined(separator: ", "))")
        }
    }
}

/// Groups of nodes each of which can be reached from each other one (Tarjan's algorithm).
enum Circles {
    static func find(in edges: [String: Set<String>]) -> [[String]] {
        var search = Search(edges: edges)
        for node in edges.keys.sorted() where search.numbers[node] == nil { search.visit(node) }
        return search.found.filter { $0.count > 1 }
    }

    private struct Search {
        let edges: [String: Set<String>]
        var numbers: [String: Int] = [:]
        var lowest: [String: Int] = [:]
        var stack: [String] = []
        var found: [[String]] = []

        mutating func visit(_ node: String) {
            numbers[node] = numbers.count
            lowest[node] = numbers[node]
            stack.append(node)
            for next in (edges[node] ?? []).sorted() {
                if numbers[next] == nil {
                    visit(next)
                    lowest[node] = min(lowest[node] ?? 0, lowest[next] ?? 0)
                } else if stack.contains(next) {
                    lowest[node] = min(lowest[node] ?? 0, numbers[next] ?? 0)
                }
            }
            if lowest[node] == numbers[node], let start = stack.firstIndex(of: node) {
                found.append(stack[start...].sorted())
                stack.removeSubrange(start...)
            }
        }
    }
}

@Suite("Reading Swift's tokens")
struct SwiftTokensTests {
    @Test("names in comments and in the text of strings do not count; those in interpolations do")
    func stringsAndComments() {
        let tokens = SwiftTokens(
            ##"""
            // Comment
            /* Nested /* Deep */ Still */
            struct Owner { let text = "Quoted \(Shown(Inner("x)"))) end", raw = #"Raw \(not) \#(Really)"# }
            enum Other { case one }
            """##)
        #expect(tokens.types == ["Owner", "Other"])
        #expect(tokens.identifiers.isSuperset(of: ["Shown", "Inner", "Really", "one"]))
        #expect(
            tokens.identifiers.isDisjoint(with: ["Comment", "Nested", "Deep", "Still", "Quoted", "Raw", "not", "end"]))
    }

    @Test("a type inside another is not one of the file's")
    func nestedTypes() {
        #expect(SwiftTokens("struct A { struct B {} }\nextension C { enum D {} }").types == ["A"])
    }

    @Test("circles are found whole, and chains are none")
    func circles() {
        #expect(Circles.find(in: ["a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]]) == [["a", "b", "c"]])
        #expect(Circles.find(in: ["a": ["b", "c"], "b": ["c"]]).isEmpty)
    }
}
