import Glibc
import WaymarkDocuments
import WaymarkRouting

/// Formats files one after another; those of one rulebook are read together once.
struct FormattingSession {
    /// Files that were, or with `--check` would be, written anew.
    private(set) var changed = 0
    private(set) var hasProblems = false
    private let defaultRulebook: String
    private let isChecking: Bool
    private var seen = 0
    private var books: [String: Book] = [:]
    private var rulebooks: [String: Rulebook?] = [:]

    /// The files of one rulebook with their new bytes, by path.
    private struct Book {
        var files: [String: (old: [UInt8], new: [UInt8])] = [:]
    }

    init(defaultRulebook: String, isChecking: Bool) {
        self.defaultRulebook = defaultRulebook
        self.isChecking = isChecking
    }

    mutating func format(_ path: String) throws {
        seen += 1
        let place = FolderPaths.rulebookPlace(of: path)
        if let place, let found = book(place.folder).files[place.file] {
            try settle(path, found.old, found.new)
            return
        }
        var problems = Diagnostics()
        var sources = SourceSet()
        guard let source = RulebookFolder.readFile(path, limit: YAMLReader.byteLimit, into: &problems) else {
            return report(problems, sources)
        }
        let file = sources.add(source)
        let folder = FolderPaths.rulebookAbove(path) ?? defaultRulebook
        let new = RulebookFormatter.formatCase(file, of: sources, rulebook: rulebook(folder), into: &problems)
        report(problems, sources)
        try settle(path, source.bytes, new)
    }

    /// What was done, on standard error.
    func finish() {
        let files = English.count(seen, "file")
        if isChecking {
            Output.error(
                changed == 0 ? "\(files), all in their layout." : "\(files), \(changed) would change: run waymark fmt.")
        } else {
            Output.error(changed == 0 ? "\(files), all in their layout already." : "\(files), \(changed) changed.")
        }
    }

    private mutating func settle(_ path: String, _ old: [UInt8], _ new: [UInt8]) throws {
        if old == new { return }
        changed += 1
        Output.line(path)
        if !isChecking { try FileWriting.replace(path, with: new) }
    }

    private mutating func report(_ problems: Diagnostics, _ sources: SourceSet) {
        if problems.hasErrors { hasProblems = true }
        Problems(sources: sources).show(problems)
    }

    private mutating func book(_ folder: String) -> Book {
        if let book = books[folder] { return book }
        var problems = Diagnostics()
        let sources = RulebookFolder.read(folder, into: &problems)
        let formatted = RulebookFormatter.format(sources, into: &problems)
        report(problems, sources)
        var book = Book()
        for (file, new) in zip(sources.files, formatted) { book.files[file.path] = (file.bytes, new) }
        books[folder] = book
        return book
    }

    /// The rulebook in a folder, for the facts of its cases; nil where it does not load.
    private mutating func rulebook(_ folder: String) -> Rulebook? {
        if let known = rulebooks[folder] { return known }
        var ignored = Diagnostics()
        let loaded = Rulebook.load(folder: folder, into: &ignored).rulebook
        rulebooks[folder] = .some(loaded)
        return loaded
    }
}

/// Where files stand to the folders of rulebooks.
enum FolderPaths {
    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// The rulebook's folder and the path in it of a file below `Rules` or `Services`; nil for other files.
    static func rulebookPlace(of path: String) -> (folder: String, file: String)? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        guard let part = parts.dropLast().lastIndex(where: { $0 == "Rules" || $0 == "Services" }) else { return nil }
        let folder = parts[..<part].joined(separator: "/")
        let file = parts[part...].joined(separator: "/")
        if path.hasPrefix("/") { return ("/" + folder, file) }
        return (folder.isEmpty ? "." : folder, file)
    }

    /// The nearest folder above a file that holds a rulebook.
    static func rulebookAbove(_ path: String) -> String? {
        var parts = path.split(separator: "/", omittingEmptySubsequences: true)
        let root = path.hasPrefix("/") ? "/" : ""
        while parts.popLast() != nil {
            let folder = root + parts.joined(separator: "/")
            let shown = folder.isEmpty ? "." : folder
            if exists(shown + "/Rules") { return shown }
        }
        return nil
    }
}
