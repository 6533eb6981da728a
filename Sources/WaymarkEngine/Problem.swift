import WaymarkDocuments

/// Something wrong with what a person or a program wrote: what, where, and what to write instead.
public struct Problem: Sendable, Hashable {
    /// Whether it stops a rulebook or a case from being read.
    public enum Severity: String, Sendable, Hashable {
        /// It stops it: nothing is half loaded.
        case error
        /// It is worth knowing.
        case warning
    }

    /// A place in a file.
    public struct Place: Sendable, Hashable {
        /// The file's path, below the rulebook's folder for its own files.
        public let path: String
        /// From 1.
        public let line: Int
        /// From 1, in characters as people count them.
        public let column: Int
    }

    /// A stable name of the kind of problem, such as `fact.unknown`.
    public let id: String
    /// Whether it stops the load.
    public let severity: Severity
    /// What is wrong, as a plain sentence without a full stop.
    public let message: String
    /// What to write instead; nil where the message says all there is.
    public let help: String?
    /// Where; nil for problems of a whole file or folder, which the message then names.
    public let place: Place?

    init(_ diagnostic: Diagnostic, in sources: SourceSet) {
        id = diagnostic.id
        severity = diagnostic.severity == .error ? .error : .warning
        message = diagnostic.message
        help = diagnostic.help
        place = diagnostic.span.map {
            let location = sources.location(of: $0)
            return Place(path: location.path, line: location.line, column: location.column)
        }
    }

    static func all(_ diagnostics: Diagnostics, in sources: SourceSet) -> [Problem] {
        diagnostics.inOrder.map { Problem($0, in: sources) }
    }
}

/// A rulebook or a case that was not taken.
public struct Refused: Error, Sendable, Hashable {
    /// Every problem, by file and place; at least one is an error.
    public let problems: [Problem]
    /// All of them as text for a terminal: the line, what is wrong in it, what to write instead.
    public let text: String

    init(_ diagnostics: Diagnostics, in sources: SourceSet) {
        problems = Problem.all(diagnostics, in: sources)
        text = DiagnosticRenderer(sources: sources).text(diagnostics)
    }
}
