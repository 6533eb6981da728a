package import WaymarkDocuments
package import WaymarkRules

/// Somebody's word on how much room a service has.
package struct CapacityStatement: Sendable, Hashable {
    /// The service by name.
    package var service: String
    package var state: Service.Capacity
    package var asOf: Day
    /// Who said so.
    package var by: String

    package init(service: String, state: Service.Capacity, asOf: Day, by: String) {
        self.service = service
        self.state = state
        self.asOf = asOf
        self.by = by
    }
}

extension SourceSet {
    /// These files with what was stated of capacity since they were written: each service's `capacity:` is replaced where
    /// it stands, unless the file's own is of a later day. Everything else stays as it is, line for line, so that the
    /// result is a rulebook like any other: it can be read, published and decided with again.
    ///
    /// - Parameter statements: at most one for each service; those of services that are not there change nothing.
    package func stating(_ statements: [CapacityStatement]) -> SourceSet {
        if statements.isEmpty { return self }
        var result = SourceSet()
        for file in files { _ = result.add(SourceSet.stating(statements, in: file)) }
        return result
    }

    private static func stating(_ statements: [CapacityStatement], in file: SourceFile) -> SourceFile {
        // Read once to see which of them are about services of this file: most are about those of others.
        let names = services(in: file)
        var file = file
        for statement in statements where names.contains(statement.service) {
            // After an edit places are others: the file is read again for the next.
            while let edit = edit(statement, in: file) {
                file = SourceFile(path: file.path, bytes: edit.applied(to: file.bytes))
            }
        }
        return file
    }

    private static func services(in file: SourceFile) -> Set<String> {
        var sources = SourceSet()
        let index = sources.add(file)
        var problems = Diagnostics()
        let root = YAMLReader.read(index, of: sources, into: &problems)
        return Set(root?["services"]?.entries?.map(\.key) ?? [])
    }

    /// The next edit that a statement needs; nil where the file says the same already, or something later, or nothing of
    /// this service.
    private static func edit(_ statement: CapacityStatement, in file: SourceFile) -> TextEdit? {
        var sources = SourceSet()
        let index = sources.add(file)
        var problems = Diagnostics()
        guard let root = YAMLReader.read(index, of: sources, into: &problems), !problems.hasErrors,
            let service = root["services"]?.entries?.first(where: { $0.key == statement.service })?.value,
            let entries = service.entries
        else { return nil }
        let editor = YAMLEditor(file, root: root)
        let value = YAMLValue.mapping([
            .init("state", .text(statement.state.rawValue)), .init("as_of", .text(statement.asOf.description)),
            .init("by", .text(statement.by)),
        ])
        guard let position = entries.firstIndex(where: { $0.key == "capacity" }) else {
            return editor.addEntry(.init("capacity", value), to: service, at: entries.count)
        }
        let written = entries[position].value
        let day = written["as_of"]?.text.flatMap { Day($0) }
        let isSame =
            written["state"]?.text == statement.state.rawValue && day == statement.asOf
            && written["by"]?.text == statement.by
        if isSame || day.map({ $0 > statement.asOf }) == true { return nil }
        // In brackets it stays on its line; otherwise it goes first and is then put back.
        return editor.replaceBrackets(of: written, with: value) ?? editor.removeEntry(at: position, of: service)
    }
}
