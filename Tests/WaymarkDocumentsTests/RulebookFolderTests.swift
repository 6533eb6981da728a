import Glibc
import Testing
import WaymarkDocuments

@Suite struct `The files of a rulebook` {
    private func read(_ path: String) -> (paths: [String], diagnostics: Diagnostics) {
        var diagnostics = Diagnostics()
        let sources = RulebookFolder.read(path, into: &diagnostics)
        return (sources.files.map(\.path), diagnostics)
    }

    @Test func `are read Rules first, in the order of their path's components`() throws {
        let folder = try TemporaryFolder()
        for name in ["Services", "Rules", "Rules/a", "Rules/a.d", "Rules/Z", "Other"] { folder.folder(name) }
        for name in [
            "Services/b.yaml", "Services/a.yml", "Rules/a/z.yaml", "Rules/a.yaml", "Rules/a.d/x.yaml", "Rules/Z/x.yaml",
            "Rules/é.yaml", "Rules/z.yaml", "Rules/notes.txt", "Rules/.hidden.yaml", "Rules/yaml", "Rules/.yaml",
            "Other/c.yaml", "d.yaml",
        ] {
            folder.file(name)
        }
        let (paths, diagnostics) = read(folder.path)
        #expect(diagnostics.all.isEmpty)
        #expect(
            paths == [
                "Rules/Z/x.yaml", "Rules/a/z.yaml", "Rules/a.d/x.yaml", "Rules/a.yaml", "Rules/z.yaml", "Rules/é.yaml",
                "Services/a.yml", "Services/b.yaml",
            ])
        #expect(read(folder.path + "/").paths == paths)
    }

    @Test func `a folder that is none, or no rulebook, is said so`() throws {
        let folder = try TemporaryFolder()
        folder.file("file.yaml")
        func only(_ path: String) throws -> Diagnostic {
            let (paths, diagnostics) = read(path)
            #expect(paths.isEmpty)
            #expect(diagnostics.all.count == 1)
            return try #require(diagnostics.all.first)
        }
        for (path, id) in [
            ("/missing", "rulebook.missing"), ("", "rulebook.empty"), ("/file.yaml", "rulebook.not-a-folder"),
        ] {
            let problem = try only(folder.path + path)
            #expect(problem.id == id)
            #expect(problem.help?.contains("--rulebook") == true)
            #expect(problem.message.contains(folder.path + path))
        }
        folder.file("Rules")
        #expect(try only(folder.path).id == "file.not-a-folder")
    }

    @Test(.timeLimit(.minutes(1))) func `what cannot be read is named, the rest is read`() throws {
        let folder = try TemporaryFolder()
        for name in ["Rules", "Rules/sub", "Services"] { folder.folder(name) }
        folder.file("Rules/good.yaml")
        folder.file("elsewhere.yaml", "c: d\n")
        folder.link("Rules/linked.yaml", to: "../elsewhere.yaml")
        folder.link("Rules/self.yaml", to: "self.yaml")
        folder.link("Rules/gone.yaml", to: "nowhere")
        folder.link("Rules/gone.txt", to: "nowhere")
        folder.link("Rules/sub/up", to: "..")
        folder.pipe("Services/pipe.yaml")
        folder.link("Services/device.yaml", to: "/dev/zero")
        folder.file("Services/huge.yaml", size: 100_000_000)
        let (paths, diagnostics) = read(folder.path)
        #expect(paths == ["Rules/good.yaml", "Rules/linked.yaml"])
        #expect(diagnostics.all.allSatisfy { $0.span == nil })
        let problems = diagnostics.all.map {
            "\($0.id) \($0.message.split(separator: "`", omittingEmptySubsequences: false)[safe: 1] ?? "")"
        }
        #expect(
            problems.sorted() == [
                "file.links Rules/self.yaml", "file.links Rules/sub/up", "file.missing Rules/gone.yaml",
                "file.special Services/device.yaml", "file.special Services/pipe.yaml",
                "file.too-large Services/huge.yaml",
            ])
    }

    @Test(.enabled(if: getuid() != 0)) func `files without permission are named`() throws {
        let folder = try TemporaryFolder()
        folder.folder("Rules")
        folder.file("Rules/a.yaml")
        _ = chmod(folder.path + "/Rules/a.yaml", 0)
        #expect(read(folder.path).diagnostics.all.map(\.id) == ["file.permission"])
    }

    @Test func `many links to one folder cost nothing`() throws {
        let folder = try TemporaryFolder()
        folder.folder("Rules")
        for level in 0..<20 {
            folder.folder("level\(level)")
            for name in ["x", "y"] { folder.link("level\(level)/\(name)", to: "../level\(level + 1)") }
        }
        folder.folder("level20")
        folder.file("level20/a.yaml")
        folder.link("Rules/in", to: "../level0")
        let (paths, diagnostics) = read(folder.path)
        #expect(paths.count == 1)
        #expect(diagnostics.all.count == 20)
    }

    @Test func `single files and folders of cases`() throws {
        let folder = try TemporaryFolder()
        folder.folder("cases")
        folder.folder("cases/more")
        folder.folder("none")
        for name in ["cases/b.json", "cases/a.yaml", "cases/more/c.ndjson", "cases/z.yml", "cases/read.me"] {
            folder.file(name, "{}")
        }
        var diagnostics = Diagnostics()
        let files = RulebookFolder.caseFiles(at: folder.path + "/cases/", into: &diagnostics)
        #expect(files == ["a.yaml", "b.json", "more/c.ndjson", "z.yml"].map { folder.path + "/cases/" + $0 })
        #expect(RulebookFolder.caseFiles(at: files[0], into: &diagnostics) == [files[0]])
        #expect(RulebookFolder.caseFiles(at: "-", into: &diagnostics) == ["-"])
        #expect(RulebookFolder.readFile(files[0], limit: 2, into: &diagnostics)?.bytes == Array("{}".utf8))
        #expect(diagnostics.all.isEmpty)

        #expect(RulebookFolder.readFile(files[0], limit: 1, into: &diagnostics) == nil)
        #expect(RulebookFolder.readFile(folder.path + "/cases", limit: 9, into: &diagnostics) == nil)
        #expect(RulebookFolder.readFile(folder.path + "/no", limit: 9, into: &diagnostics) == nil)
        #expect(RulebookFolder.caseFiles(at: folder.path + "/none", into: &diagnostics).isEmpty)
        #expect(RulebookFolder.caseFiles(at: folder.path + "/no", into: &diagnostics).isEmpty)
        #expect(
            diagnostics.all.map(\.id) == ["file.too-large", "file.folder", "file.missing", "case.none", "file.missing"])
    }
}

@Suite struct `The content hash` {
    @Test func `is SHA-256`() {
        #expect(ContentHash.sha256([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            ContentHash.sha256(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func `covers paths, lengths and bytes of every file in order`() {
        func hash(_ files: (String, String)...) -> String {
            var sources = SourceSet()
            for (path, text) in files { _ = sources.add(SourceFile(path: path, bytes: Array(text.utf8))) }
            return ContentHash.of(sources)
        }
        #expect(hash(("a", "xy")) == "sha256:" + ContentHash.sha256(Array("a\u{0}2\u{0}xy".utf8)))
        let all = [
            hash(), hash(("a", "")), hash(("a", "xy")), hash(("ax", "y")), hash(("a", "x"), ("y", "")),
            hash(("y", ""), ("a", "x")),
            hash(("a", "x"), ("b", "y")), hash(("a", "xb\u{0}1\u{0}y")),
        ]
        #expect(Set(all).count == all.count)
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
