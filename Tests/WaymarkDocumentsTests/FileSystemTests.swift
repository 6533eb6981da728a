import Glibc
import Testing

@testable import WaymarkDocuments

@Suite struct `Files and folders` {
    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// The problem that is said of a path, with its words up to the path's end.
    private func problem<T>(_ result: Result<T, FileError>) -> String? {
        guard case .failure(let failure) = result else { return nil }
        let diagnostic = failure.diagnostic("the/path", limit: 5)
        #expect(diagnostic.message.contains("`the/path`"))
        #expect(diagnostic.span == nil)
        return diagnostic.id
    }

    @Test func `a file is read whole, an empty one too`() throws {
        let folder = try TemporaryFolder()
        for size in [0, 1, 65_535, 65_536, 65_537, 200_000] {
            let content = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            folder.file("some", bytes: content)
            #expect(try FileSystem.read(bytes(folder.path + "/some"), limit: 200_000).get() == content)
        }
    }

    @Test func `a file one byte over the limit is refused, one at it is not`() throws {
        let folder = try TemporaryFolder()
        folder.file("five", "12345")
        #expect(try FileSystem.read(bytes(folder.path + "/five"), limit: 5).get().count == 5)
        #expect(problem(FileSystem.read(bytes(folder.path + "/five"), limit: 4)) == "file.too-large")
    }

    @Test func `a file of the system that tells no size is read to its end`() throws {
        let content = try FileSystem.read(bytes("/proc/self/status"), limit: 1 << 20).get()
        #expect(String(decoding: content, as: UTF8.self).hasPrefix("Name:"))
        #expect(problem(FileSystem.read(bytes("/proc/self/status"), limit: 10)) == "file.too-large")
    }

    @Test func `what cannot be read is said in words of its own`() throws {
        let folder = try TemporaryFolder()
        folder.folder("folder")
        folder.file("file")
        folder.link("round", to: "round")
        folder.link("gone", to: "nowhere")
        folder.pipe("pipe")
        let expected = [
            "none": "file.missing", "gone": "file.missing", "round": "file.links", "folder": "file.folder",
            "pipe": "file.special", "file/below": "file.not-a-folder",
        ]
        for (name, id) in expected {
            #expect(problem(FileSystem.read(bytes(folder.path + "/" + name), limit: 100)) == id, "\(name)")
        }
        #expect(problem(FileSystem.read(bytes("/dev/null"), limit: 100)) == "file.special")
        #expect(
            problem(FileSystem.read(bytes(folder.path + "/" + String(repeating: "n", count: 300)), limit: 1))
                == "file.unreadable")
        #expect(problem(FileSystem.names(in: bytes(folder.path + "/file"))) == "file.not-a-folder")
        #expect(problem(FileSystem.names(in: bytes(folder.path + "/none"))) == "file.missing")
    }

    @Test func `limits are told in the largest unit that fits`() {
        let expected = [
            8 << 20: "8 MiB", (1 << 20) + 1: "1048577 bytes", 3 << 10: "3 KiB", 1 << 20: "1 MiB", 1000: "1000 bytes",
        ]
        for (limit, words) in expected {
            #expect(FileError.tooLarge.diagnostic("f", limit: limit).message == "`f` is larger than \(words)")
        }
    }

    @Test func `names come in the order of their bytes, hidden ones too, without the folder and its parent`() throws {
        let folder = try TemporaryFolder()
        for name in ["b", "B", "é", "a.b", "a", ".hidden", "a-b", "10", "9"] { folder.file(name) }
        let names = try FileSystem.names(in: bytes(folder.path)).get().map { String(decoding: $0, as: UTF8.self) }
        #expect(names == [".hidden", "10", "9", "B", "a", "a-b", "a.b", "b", "é"])
    }

    @Test func `two ways to one thing are known to be one`() throws {
        let folder = try TemporaryFolder()
        folder.folder("a")
        folder.folder("b")
        folder.file("a/file")
        folder.link("c", to: "a")
        func look(_ name: String) throws -> (kind: FileSystem.Kind, identity: FileSystem.Identity) {
            try FileSystem.look(at: bytes(folder.path + "/" + name)).get()
        }
        #expect(try look("a").identity == look("c").identity)
        #expect(try look("a").identity == look("b/../a").identity)
        #expect(try look("a").identity != look("b").identity)
        #expect(try look("a").kind == .folder && look("a/file").kind == .file)
        #expect(try FileSystem.look(at: bytes("/dev/null")).get().kind == .other)
        #expect(problem(FileSystem.look(at: bytes(folder.path + "/none"))) == "file.missing")
    }

    @Test func `a path ends at a zero byte, as the system reads it`() throws {
        let folder = try TemporaryFolder()
        folder.file("some", "x")
        #expect(try FileSystem.read(bytes(folder.path + "/some") + [0] + bytes("more"), limit: 9).get() == bytes("x"))
    }
}
