import Foundation
import WaymarkDocuments

/// What an argument that should be a rulebook is.
enum RulebookPlace {
    case folder, file, revision

    init(_ name: String) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) {
            self = isFolder.boolValue ? .folder : .file
        } else {
            self = .revision
        }
    }
}

/// A rulebook folder as it was at a git revision.
struct GitRevision {
    private let revision: String
    private let folder: String

    init(_ revision: String, folder: String) {
        self.revision = revision
        self.folder = folder
    }

    /// The rulebook's files in file order; nil if git knows no such revision or it holds no rulebook there.
    func read() -> SourceSet? {
        // A name that begins with a dash would be taken for an option of git.
        guard !revision.hasPrefix("-"),
            let listed = git(["ls-tree", "-r", "-z", "--name-only", "\(revision)", "--", "Rules", "Services"])
        else { return nil }
        // The files that are read of a folder: names that begin with a dot are passed over.
        let paths = listed.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
            .filter { path in !path.split(separator: "/").contains { $0.hasPrefix(".") } }
            .sorted {
                Self.components($0).lexicographicallyPrecedes(Self.components($1)) { $0.lexicographicallyPrecedes($1) }
            }
        if paths.isEmpty { return nil }
        var sources = SourceSet()
        for path in paths {
            guard let bytes = git(["show", "\(revision):./\(path)"]) else { return nil }
            _ = sources.add(SourceFile(path: path, bytes: bytes))
        }
        return sources
    }

    private static func components(_ path: String) -> [[UInt8]] {
        path.split(separator: "/").map { Array($0.utf8) }
    }

    /// What git prints; nil if it fails or is not there.
    private func git(_ arguments: [String]) -> [UInt8]? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? Array(data) : nil
    }
}
