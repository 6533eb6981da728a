/// A problem found in something a person wrote: what is wrong, where, and what to write instead.
package struct Diagnostic: Sendable, Hashable {
    package enum Severity: Sendable, Hashable { case error, warning }

    /// A second place that belongs to the problem ("first declared here").
    package struct Note: Sendable, Hashable {
        package var message: String
        package var span: SourceSpan

        package init(_ message: String, at span: SourceSpan) {
            self.message = message
            self.span = span
        }
    }

    /// Stable identifier such as `fact.unknown`, for documentation and tests.
    package var id: String
    package var severity: Severity
    /// What is wrong, in plain words.
    package var message: String
    /// Missing only for problems of a whole folder or file, which then name it in the message.
    package var span: SourceSpan?
    package var notes: [Note]
    /// What to write instead.
    package var help: String?

    package init(
        _ id: String, _ message: String, at span: SourceSpan?, severity: Severity = .error,
        notes: [Note] = [], help: String? = nil
    ) {
        self.id = id
        self.severity = severity
        self.message = message
        self.span = span
        self.notes = notes
        self.help = help
    }
}

/// Collects the problems of one load.
package struct Diagnostics: Sendable {
    package private(set) var all: [Diagnostic] = []

    package init() {}

    package var hasErrors: Bool { all.contains { $0.severity == .error } }

    package mutating func add(_ diagnostic: Diagnostic) {
        all.append(diagnostic)
    }

    package mutating func add(contentsOf others: Diagnostics) {
        all.append(contentsOf: others.all)
    }

    /// An error at a place.
    package mutating func error(
        _ id: String, _ message: String, at span: SourceSpan?, notes: [Diagnostic.Note] = [], help: String? = nil
    ) {
        add(Diagnostic(id, message, at: span, notes: notes, help: help))
    }

    /// Something worth knowing that does not stop the rulebook from loading.
    package mutating func warning(
        _ id: String, _ message: String, at span: SourceSpan?, notes: [Diagnostic.Note] = [], help: String? = nil
    ) {
        add(Diagnostic(id, message, at: span, severity: .warning, notes: notes, help: help))
    }

    /// The problems by file and place, each once, as they are shown.
    package var inOrder: [Diagnostic] {
        var seen: Set<Diagnostic> = []
        let unique = all.filter { seen.insert($0).inserted }
        return unique.enumerated().sorted { a, b in
            let left = a.element.span
            let right = b.element.span
            switch (left, right) {
            case (nil, nil): return a.offset < b.offset
            case (nil, _): return true
            case (_, nil): return false
            case (let l?, let r?):
                if l.file != r.file { return l.file < r.file }
                if l.start != r.start { return l.start < r.start }
                return a.offset < b.offset
            }
        }.map(\.element)
    }
}
