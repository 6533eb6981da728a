import Foundation
import Glibc
import Testing

@Suite("Whatever cannot be read gets a sentence") struct BadInputTests {
    private let rulebook = ["--rulebook", CommandRun.rulebook]

    private func refused(_ arguments: [String], saying words: String, status: Int32 = 1) throws {
        let run = try CommandRun.waymark(arguments)
        #expect(run.status == status && run.output == "", "\(run)")
        #expect(run.error.contains(words), "\(run.error.prefix(500))")
        #expect(run.memory < 200)
    }

    /// A file of zero bytes that takes no room on the disk.
    private func makeFile(_ path: String, size: Int) throws {
        try Data().write(to: URL(fileURLWithPath: path))
        try #require(truncate(path, size) == 0)
    }

    @Test func `a case that is not there`() throws {
        try refused(["route", "nobody.yaml"] + rulebook, saying: "there is no file or folder `nobody.yaml`")
    }

    @Test func `a rulebook that is not there, or is none`() throws {
        let scratch = try Scratch()
        try refused(["route", "x.yaml", "--rulebook", "/nowhere"], saying: "there is no folder `/nowhere`")
        try refused(
            ["route", "x.yaml", "--rulebook", scratch.folder.path], saying: "holds neither `Rules` nor `Services`")
        try refused(["route", "x.yaml", "--rulebook", "Package.swift"], saying: "`Package.swift` is not a folder")
    }

    @Test func `a folder without cases`() throws {
        let scratch = try Scratch()
        try refused(["route", scratch.folder.path] + rulebook, saying: "holds no cases")
        let test = try CommandRun.waymark(["test", scratch.folder.path] + rulebook)
        #expect(test.status == 1 && test.error.contains("holds no cases"))
    }

    @Test(.enabled(if: geteuid() != 0, "the superuser may read everything"))
    func `a file one may not read`() throws {
        let scratch = try Scratch()
        let path = try scratch.write("case: x\n", to: "x.yaml")
        chmod(path, 0)
        try refused(["route", path] + rulebook, saying: "you have no permission to read")
    }

    @Test func `a device`() throws {
        try refused(["route", "/dev/null"] + rulebook, saying: "is not an ordinary file")
    }

    @Test func `text in another encoding`() throws {
        let scratch = try Scratch()
        let path = scratch.path("latin.yaml")
        try Data([0x63, 0x61, 0x73, 0x65, 0x3A, 0x20, 0xE9, 0x0A]).write(to: URL(fileURLWithPath: path))
        try refused(["route", path] + rulebook, saying: "UTF-8")
    }

    @Test func `a file of a hundred megabytes`() throws {
        let scratch = try Scratch()
        for name in ["big.yaml", "big.json"] {
            let path = scratch.path(name)
            try makeFile(path, size: 100 << 20)
            try refused(["route", path] + rulebook, saying: "is larger than 8 MiB")
        }
        let rules = scratch.path("Rules/big.yaml")
        try scratch.copyRulebook()
        try makeFile(rules, size: 100 << 20)
        try refused(["route", "x.yaml", "--rulebook", scratch.folder.path], saying: "is larger than 8 MiB")
    }

    @Test func `a stream of a hundred megabytes without a line end`() throws {
        let scratch = try Scratch()
        let path = scratch.path("big.ndjson")
        try makeFile(path, size: 100 << 20)
        try refused(["route", path] + rulebook, saying: "big.ndjson:1: this line is longer than 8 MiB")
    }

    @Test func `ten thousand levels of nesting`() throws {
        let scratch = try Scratch()
        let deep = String(repeating: "[", count: 10_000)
        let yaml = try scratch.write("case: \(deep)\n", to: "deep.yaml")
        try refused(["route", yaml] + rulebook, saying: "deep.yaml:1:")
        let json = try scratch.write("{\"facts\": \(deep)}", to: "deep.json")
        try refused(["route", json] + rulebook, saying: "deep.json:1:")
        try scratch.copyRulebook()
        try scratch.write("facts: \(deep)\n", to: "Rules/deep.yaml")
        try refused(["route", yaml, "--rulebook", scratch.folder.path], saying: "Rules/deep.yaml:1:")
    }

    @Test func `an alias bomb`() throws {
        let scratch = try Scratch()
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = repeatElement("*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        try refused(["route", try scratch.write(text, to: "bomb.yaml")] + rulebook, saying: "bomb.yaml:1:")
    }

    @Test func `an empty case, and an empty rulebook`() throws {
        let scratch = try Scratch()
        try refused(["route", try scratch.write("", to: "empty.yaml")] + rulebook, saying: "holds no case")
        try scratch.write("", to: "Rules/empty.yaml")
        try refused(["route", "x.yaml", "--rulebook", scratch.folder.path], saying: "error")
    }

    @Test func `every problem of a rulebook, and nothing of a case`() throws {
        let scratch = try Scratch()
        try scratch.copyRulebook()
        try scratch.write(
            "needs: {one: {says: one, when: {age_yeers: 3}}, two: {says: two, when: {on_script: maybe}}}\n",
            to: "Rules/needs.yaml")
        let run = try CommandRun.waymark("route", CommandRun.cases, "--rulebook", scratch.folder.path)
        #expect(run.status == 1 && run.output == "")
        #expect(run.error.contains("did you mean `age_years`?") && run.error.contains("Rules/needs.yaml:1:"))
        #expect(run.error.contains("2 errors in 1 file; nothing was loaded."))
    }
}
