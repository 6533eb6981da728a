package import WaymarkDocuments
import WaymarkRules

/// Reads cases from YAML and JSON against a rulebook.
package struct CaseLoader: Sendable {
    private let rulebook: Rulebook
    private let yaml: CaseReader
    private let json: JSONCaseReader

    package init(rulebook: Rulebook) {
        self.rulebook = rulebook
        yaml = CaseReader(rulebook)
        json = JSONCaseReader(rulebook)
    }

    /// Reads the cases at `paths`, files or folders, in that order.
    ///
    /// - Parameter diagnostics: gets every problem; spans belong to the returned sources.
    /// - Returns: the cases without an error, and all files read, those of cases that others are `like` among them.
    package func load(paths: [String], into diagnostics: inout Diagnostics) -> (cases: [LoadedCase], sources: SourceSet)
    {
        var sources = SourceSet()
        var files: [Int32] = []
        var known: Set<String> = []
        for path in paths {
            for file in RulebookFolder.caseFiles(at: path, into: &diagnostics) where known.insert(file).inserted {
                let limit = file.hasSuffix(".ndjson") ? Int.max : YAMLReader.byteLimit
                guard let source = RulebookFolder.readFile(file, limit: limit, into: &diagnostics) else { continue }
                files.append(sources.add(source))
            }
        }
        let cases = load(files, of: &sources, siblings: CaseLoader.siblings, into: &diagnostics)
        return (cases, sources)
    }

    /// Reads the cases of files that are already in memory.
    ///
    /// - Parameters:
    ///   - files: the numbers of the files wanted; the other files of `sources` may hold cases that these are `like`.
    ///   - siblings: given a folder, the further files in it, looked at only where a `like` names a case that is not in
    ///     the files wanted.
    package func load(
        _ files: [Int32], of sources: inout SourceSet,
        siblings: (_ folder: String, _ known: SourceSet) -> [SourceFile] = { _, _ in [] },
        into diagnostics: inout Diagnostics
    ) -> [LoadedCase] {
        var book = CaseBook()
        var wanted: [CaseBook.Wanted] = []
        for file in files {
            if CaseLoader.isJSON(sources.files[Int(file)]) {
                // JSON cases cannot be `like` another.
                wanted += readJSON(file, of: sources, into: &diagnostics).map(CaseBook.Wanted.read)
                continue
            }
            var problems = Diagnostics()
            if let draft = yaml.read(file, of: sources, into: &problems) {
                wanted.append(.draft(book.add(draft, problems)))
            } else {
                diagnostics.add(contentsOf: problems)
            }
        }
        let isWanted = Set(files)
        var others: [Int32] = []
        for folder in book.foldersToSearch {
            others += sources.files.indices.map(Int32.init).filter {
                !isWanted.contains($0) && CaseDraft.folder(of: sources.files[Int($0)].path) == folder
            }
            others += siblings(folder, sources).map { sources.add($0) }
        }
        for file in others where !CaseLoader.isJSON(sources.files[Int(file)]) {
            var problems = Diagnostics()
            if let draft = yaml.read(file, of: sources, into: &problems) { _ = book.add(draft, problems) }
        }
        return book.resolve(wanted, rulebook, into: &diagnostics)
    }

    /// The case of a JSON file, or those of the lines of an NDJSON file.
    private func readJSON(_ file: Int32, of sources: SourceSet, into diagnostics: inout Diagnostics) -> [LoadedCase] {
        let source = sources.files[Int(file)]
        guard source.path.hasSuffix(".ndjson") else {
            return JSONReader.read(file, of: sources, into: &diagnostics)
                .flatMap { loaded($0, into: &diagnostics) }.map { [$0] } ?? []
        }
        var cases: [LoadedCase] = []
        for line in source.lineStarts.indices {
            let start = Int(source.lineStarts[line])
            let end = line + 1 < source.lineStarts.count ? Int(source.lineStarts[line + 1]) : source.bytes.count
            let isBlank = source.bytes[start..<end].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
            guard !isBlank, let value = JSONReader.read(start..<end, of: file, of: sources, into: &diagnostics) else {
                continue
            }
            if let loaded = loaded(value, into: &diagnostics) { cases.append(loaded) }
        }
        return cases
    }

    private func loaded(_ value: JSONValue, into diagnostics: inout Diagnostics) -> LoadedCase? {
        json.read(value, into: &diagnostics).case
            .map { LoadedCase(case: $0, file: value.span.file, span: value["id"]?.span ?? value.span) }
    }

    private static func isJSON(_ file: SourceFile) -> Bool {
        if file.path.hasSuffix(".json") || file.path.hasSuffix(".ndjson") { return true }
        if file.path.hasSuffix(".yaml") || file.path.hasSuffix(".yml") { return false }
        return file.bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 } == UInt8(ascii: "{")
    }

    /// The YAML files of a folder, without those below it, that are not yet among `known`.
    private static func siblings(in folder: String, known: SourceSet) -> [SourceFile] {
        let paths = Set(known.files.map(\.path))
        // What cannot be read here was not asked for.
        var ignored = Diagnostics()
        return RulebookFolder.caseFiles(at: folder.isEmpty ? "." : folder, into: &ignored)
            .map { folder.isEmpty && $0.hasPrefix("./") ? String($0.dropFirst(2)) : $0 }
            .filter { !paths.contains($0) && ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) }
            .filter { CaseDraft.folder(of: $0) == folder }
            .compactMap { RulebookFolder.readFile($0, limit: YAMLReader.byteLimit, into: &ignored) }
    }
}
