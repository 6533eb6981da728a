/// Shows problems to people (text for a terminal) and to programs (JSON).
package struct DiagnosticRenderer: Sendable {
    private let sources: SourceSet
    private let colour: Bool
    private let limit: Int

    /// - Parameters:
    ///   - colour: whether the text may hold the terminal's colour codes.
    ///   - limit: how many problems the text shows before it only counts the rest.
    package init(sources: SourceSet, colour: Bool = false, limit: Int = 100) {
        self.sources = sources
        self.colour = colour
        self.limit = limit
    }

    // MARK: Text

    /// Every problem with its place, the line it stands on, further places and advice, in order of files and places.
    /// Where there are more than the limit, errors go before warnings.
    package func text(_ diagnostics: Diagnostics) -> String {
        let all = diagnostics.inOrder
        let shown = first(limit, of: all)
        var text = shown.map { self.text($0) }.joined(separator: "\n")
        if shown.count < all.count {
            let rest = all.count - shown.count
            text += "\n… and \(rest) more \(rest == 1 ? "problem" : "problems").\n"
        }
        return text
    }

    /// One problem.
    package func text(_ diagnostic: Diagnostic) -> String {
        let severity = diagnostic.severity == .error ? "error" : "warning"
        let tone: Tone = diagnostic.severity == .error ? .error : .warning
        let lines = [diagnostic.span].compactMap(\.self) + diagnostic.notes.map(\.span)
        let gutter = lines.map { String(location($0).line).count }.max() ?? 1
        let margin = String(repeating: " ", count: gutter)

        var text = ""
        if let span = diagnostic.span { text += paint(place(span) + ": ", .strong) }
        text += paint(severity + ": ", tone) + paint(plain(diagnostic.message), .strong) + " [\(diagnostic.id)]\n"
        if let span = diagnostic.span { text += snippet(span, gutter: gutter, mark: "^", tone: tone) }
        for note in diagnostic.notes {
            text += "\(margin) \(paint("=", .gutter)) \(place(note.span)): \(plain(note.message))\n"
            text += snippet(note.span, gutter: gutter, mark: "-", tone: .gutter)
        }
        if let help = diagnostic.help {
            text += "\(margin) \(paint("=", .gutter)) \(paint("help:", .help)) \(plain(help))\n"
        }
        return text
    }

    /// How many problems there are, and what follows from it: "3 errors in 2 files; nothing was loaded."
    /// - Parameter consequence: said after a semicolon where there are errors.
    package func summary(_ diagnostics: Diagnostics, consequence: String? = "nothing was loaded") -> String {
        let all = diagnostics.inOrder
        let errors = all.count { $0.severity == .error }
        let warnings = all.count - errors
        if all.isEmpty { return "No problems found." }
        var counts: [String] = []
        if errors > 0 { counts.append(errors == 1 ? "1 error" : "\(errors) errors") }
        if warnings > 0 { counts.append(warnings == 1 ? "1 warning" : "\(warnings) warnings") }
        var text = counts.joined(separator: " and ")
        let files = Set(all.compactMap { $0.span?.file }).count
        if files > 0 { text += files == 1 ? " in 1 file" : " in \(files) files" }
        if errors > 0, let consequence { text += "; " + consequence }
        return text + "."
    }

    private func first(_ limit: Int, of all: [Diagnostic]) -> [Diagnostic] {
        guard all.count > limit else { return all }
        var warnings = max(0, limit - all.count { $0.severity == .error })
        var shown: [Diagnostic] = []
        for diagnostic in all where shown.count < limit {
            if diagnostic.severity == .warning {
                guard warnings > 0 else { continue }
                warnings -= 1
            }
            shown.append(diagnostic)
        }
        return shown
    }

    private func snippet(_ span: SourceSpan, gutter: Int, mark: Character, tone: Tone) -> String {
        guard let file = file(span) else { return "" }
        let number = file.line(at: span.start)
        let start = Int(file.lineStarts[number - 1])
        var end = number < file.lineStarts.count ? Int(file.lineStarts[number]) : file.bytes.count
        while end > start, file.bytes[end - 1] == 0x0A || file.bytes[end - 1] == 0x0D { end -= 1 }
        let line = SourceLine(file.bytes, start..<end, focus: Int(span.start))
        let (text, marks) = line.shown(
            from: Int(span.start), to: min(Int(span.end), end), mark: mark, width: 100)

        let label = String(number)
        let padding = String(repeating: " ", count: gutter - label.count)
        let margin = String(repeating: " ", count: gutter)
        return "\(margin) \(paint("|", .gutter))\n"
            + "\(paint("\(padding)\(label) |", .gutter)) \(text)\n"
            + "\(margin) \(paint("|", .gutter)) \(paint(marks, tone))\n"
    }

    /// Text from a rulebook may hold anything; what acts on a terminal is replaced, and nobody reads a page of it.
    private func plain(_ text: String) -> String {
        var result = ""
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if index == 2000 { return result + "…" }
            result.unicodeScalars.append(scalar == "\n" || scalar == "\t" ? " " : scalar.shown)
        }
        return result
    }

    private func place(_ span: SourceSpan) -> String {
        let location = self.location(span)
        return plain("\(location.path):\(location.line):\(location.column)")
    }

    // MARK: Colour

    private enum Tone: String {
        case error = "1;31"
        case warning = "1;33"
        case strong = "1"
        case gutter = "34"
        case help = "36"
    }

    private func paint(_ text: String, _ tone: Tone) -> String {
        colour ? "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m" : text
    }

    // MARK: JSON

    /// An array with an object for each problem, in the order of the text and without its limit.
    package func json(_ diagnostics: Diagnostics) -> [UInt8] {
        var writer = JSONWriter(indented: true)
        write(diagnostics, to: &writer)
        writer.newline()
        return writer.bytes
    }

    /// Writes the array as a value into a larger document.
    package func write(_ diagnostics: Diagnostics, to writer: inout JSONWriter) {
        writer.array(of: diagnostics.inOrder) { writer, diagnostic in
            writer.object { writer in
                writer.field("id", diagnostic.id)
                writer.field("severity", diagnostic.severity == .error ? "error" : "warning")
                writer.field("message", diagnostic.message)
                write(diagnostic.span, to: &writer)
                writer.field("help", diagnostic.help)
                writer.key("notes")
                writer.array(of: diagnostic.notes) { writer, note in
                    writer.object { writer in
                        writer.field("message", note.message)
                        write(note.span, to: &writer)
                    }
                }
            }
        }
    }

    private func write(_ span: SourceSpan?, to writer: inout JSONWriter) {
        let start = span.map(location)
        let end = span.map { location(SourceSpan(file: $0.file, start: $0.end, end: $0.end)) }
        writer.field("path", start?.path)
        writer.field("line", start?.line)
        writer.field("column", start?.column)
        writer.field("end_line", end?.line)
        writer.field("end_column", end?.column)
    }

    // MARK: Places

    private func file(_ span: SourceSpan) -> SourceFile? {
        sources.files.indices.contains(Int(span.file)) ? sources.files[Int(span.file)] : nil
    }

    private func location(_ span: SourceSpan) -> SourceLocation {
        file(span)?.location(at: span.start) ?? SourceLocation(path: "?", line: 1, column: 1)
    }
}
