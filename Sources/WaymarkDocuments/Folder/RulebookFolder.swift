/// Finds and reads the files of a rulebook, and files of cases.
package enum RulebookFolder {
    /// The folders of a rulebook, in the order in which they are read.
    static let parts = ["Rules", "Services"]
    /// Where the history stood before it was a section of the rulebook.
    private static let formerHistory = "Record/history.yaml"

    /// Reads every `*.yaml` and `*.yml` below `Rules/` and `Services/` of the folder at `path`, `Rules` first, in path
    /// order (component by component, bytewise). Paths are shown relative to the folder (`Rules/vocabulary.yaml`).
    /// Names that begin with a dot are passed over, as a shell's `*.yaml` does: editors leave their locks there.
    ///
    /// What cannot be read is an error without a span; the files that could be are returned.
    package static func read(_ path: String, into diagnostics: inout Diagnostics) -> SourceSet {
        var sources = SourceSet()
        let root = Array(path.utf8)
        switch FileSystem.look(at: root) {
        case .failure(let failure):
            var diagnostic = failure.diagnostic(path, limit: 0)
            if case .missing = failure {
                diagnostic = Diagnostic("rulebook.missing", "there is no folder `\(path)`", at: nil)
            }
            diagnostic.help = Self.help
            diagnostics.add(diagnostic)
            return sources
        case .success(let found) where found.kind != .folder:
            diagnostics.error(
                "rulebook.not-a-folder",
                "`\(path)` is not a folder; a rulebook is a folder with `Rules` and `Services`",
                at: nil, help: Self.help)
            return sources
        case .success: break
        }

        var walk = Walk(extensions: ["yaml", "yml"])
        var isEmpty = true
        for part in parts {
            let folder = root + [0x2F] + Array(part.utf8)
            switch FileSystem.look(at: folder) {
            case .failure(.missing): continue
            case .failure(let failure): diagnostics.add(failure.diagnostic(part, limit: 0))
            case .success(let found) where found.kind != .folder:
                diagnostics.add(FileError.isNoFolder.diagnostic(part, limit: 0))
            case .success:
                walk.files(in: folder, shownAs: part, diagnostics: &diagnostics)
            }
            isEmpty = false
        }
        if isEmpty {
            diagnostics.error(
                "rulebook.empty", "the folder `\(path)` holds neither `Rules` nor `Services`, so it is not a rulebook",
                at: nil,
                help: Self.help)
        }
        if case .success = FileSystem.look(at: root + Array("/\(formerHistory)".utf8)) {
            diagnostics.warning(
                "rulebook.history-elsewhere", "`\(formerHistory)` is not read: history is a part of the rulebook now",
                at: nil, help: "move the file to `Rules/history.yaml`")
        }
        for file in walk.found {
            if let source = read(file.path, shownAs: file.shown, limit: YAMLReader.byteLimit, diagnostics: &diagnostics)
            {
                _ = sources.add(source)
            }
        }
        return sources
    }

    /// Reads one file, or standard input where `path` is `-`, of at most `limit` bytes.
    /// - Returns: nil, and an error without a span, where it cannot be read.
    package static func readFile(_ path: String, limit: Int, into diagnostics: inout Diagnostics) -> SourceFile? {
        guard path != "-" else {
            switch FileSystem.readStandardInput(limit: limit) {
            case .success(let bytes): return SourceFile(path: "standard input", bytes: bytes)
            case .failure(let failure):
                diagnostics.add(failure.diagnostic("standard input", limit: limit))
                return nil
            }
        }
        return read(Array(path.utf8), shownAs: path, limit: limit, diagnostics: &diagnostics)
    }

    /// The files of cases at `path`: every `*.yaml`, `*.yml`, `*.json` and `*.ndjson` below a folder, in path order,
    /// or the file itself. The paths begin with `path`.
    package static func caseFiles(at path: String, into diagnostics: inout Diagnostics) -> [String] {
        guard path != "-" else { return [path] }
        switch FileSystem.look(at: Array(path.utf8)) {
        case .failure(let failure):
            diagnostics.add(failure.diagnostic(path, limit: 0))
            return []
        case .success(let found) where found.kind != .folder:
            return [path]
        case .success:
            var walk = Walk(extensions: ["yaml", "yml", "json", "ndjson"])
            let shown = path.hasSuffix("/") ? String(path.dropLast()) : path
            walk.files(in: Array(path.utf8), shownAs: shown, diagnostics: &diagnostics)
            if walk.found.isEmpty {
                diagnostics.error(
                    "case.none", "the folder `\(path)` holds no cases", at: nil,
                    help: "cases are files whose names end in .yaml, .yml, .json or .ndjson")
            }
            return walk.found.map(\.shown)
        }
    }

    private static let help = "name the folder of the rulebook with --rulebook DIR"

    private static func read(
        _ path: [UInt8], shownAs shown: String, limit: Int, diagnostics: inout Diagnostics
    ) -> SourceFile? {
        switch FileSystem.read(path, limit: limit) {
        case .success(let bytes):
            return SourceFile(path: shown, bytes: bytes)
        case .failure(let failure):
            diagnostics.add(failure.diagnostic(shown, limit: limit))
            return nil
        }
    }
}

/// Collects the files below folders.
private struct Walk {
    let extensions: [String]
    private(set) var found: [(path: [UInt8], shown: String)] = []
    /// Folders already read: a link may lead back up, or many links to one place.
    private var seen: Set<FileSystem.Identity> = []

    init(extensions: [String]) {
        self.extensions = extensions
    }

    /// Names sorted within each folder give path order: a shorter component stands before one that goes on.
    mutating func files(in folder: [UInt8], shownAs shown: String, diagnostics: inout Diagnostics) {
        if case .success(let here) = FileSystem.look(at: folder), !seen.insert(here.identity).inserted {
            diagnostics.error(
                "file.links", "`\(shown)` is a link to a folder that is read already", at: nil, help: "remove the link")
            return
        }
        let names: [[UInt8]]
        switch FileSystem.names(in: folder) {
        case .failure(let failure):
            diagnostics.add(failure.diagnostic(shown, limit: 0))
            return
        case .success(let list): names = list
        }
        for name in names where name.first != UInt8(ascii: ".") {
            let path = folder + [0x2F] + name
            let shownPath = shown + "/" + String(decoding: name, as: UTF8.self)
            let isWanted = extensions.contains { name.count > $0.utf8.count && name.ends(with: "." + $0) }
            switch FileSystem.look(at: path) {
            case .failure(let failure):
                // What is not wanted may be broken.
                if isWanted { diagnostics.add(failure.diagnostic(shownPath, limit: 0)) }
            case .success(let item):
                if item.kind == .folder {
                    files(in: path, shownAs: shownPath, diagnostics: &diagnostics)
                } else if isWanted {
                    found.append((path, shownPath))
                }
            }
        }
    }
}

extension [UInt8] {
    fileprivate func ends(with text: String) -> Bool {
        suffix(text.utf8.count).elementsEqual(text.utf8)
    }
}
