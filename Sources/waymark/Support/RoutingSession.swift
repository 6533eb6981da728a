import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// Decides the cases of one command and prints the decisions in their order.
final class RoutingSession {
    /// Something could not be read or decided.
    private(set) var hasProblems = false
    private let decider: Decider
    private let loader: CaseLoader
    private let records: JSONCaseReader
    private let date: Day
    private let format: OutputFormat
    private let text: DecisionText
    private let nearMisses: NearMisses
    private let json: DecisionJSON
    private var writer = JSONWriter()
    private var hasPrinted = false

    init(_ rulebook: Rulebook, date: Day, detail: TraceDetail, format: OutputFormat) {
        decider = Decider(rulebook)
        loader = CaseLoader(rulebook: rulebook)
        records = JSONCaseReader(rulebook)
        self.date = date
        self.format = format
        text = DecisionText(rulebook, detail: detail, style: Terminal.style)
        nearMisses = NearMisses(decider.plans)
        json = DecisionJSON(rulebook, detail: detail)
    }

    /// Decides the cases of files, folders and (`-`) standard input.
    func route(_ paths: [String]) {
        var problems = Diagnostics()
        let files = paths.flatMap { RulebookFolder.caseFiles(at: $0, into: &problems) }
        report(problems, SourceSet())
        // Files that are no streams are read together: cases may be `like` one another.
        var waiting: [String] = []
        let isAlone = files.count == 1
        for file in files {
            if file == "-" || file.hasSuffix(".ndjson") {
                routeFiles(&waiting, isAlone: false)
                routeStream(file)
            } else {
                waiting.append(file)
            }
        }
        routeFiles(&waiting, isAlone: isAlone)
    }

    // MARK: - Files

    private func routeFiles(_ paths: inout [String], isAlone: Bool) {
        if paths.isEmpty { return }
        var problems = Diagnostics()
        let (cases, sources) = loader.load(paths: paths, into: &problems)
        paths = []
        report(problems, sources)
        for loaded in cases { decide(loaded, sources, isAlone: isAlone) }
    }

    private func decide(_ loaded: LoadedCase, _ sources: SourceSet, isAlone: Bool) {
        do {
            show(try decider.decide(loaded.case, on: date), title: isAlone ? nil : loaded.case.title ?? "")
        } catch {
            var refusal = Diagnostics()
            refusal.add(error.diagnostic(of: loaded.case, under: decider.rulebook))
            report(refusal, sources)
        }
    }

    private func report(_ problems: Diagnostics, _ sources: SourceSet) {
        if problems.hasErrors { hasProblems = true }
        Problems(sources: sources).show(problems)
    }

    // MARK: - Streams

    /// Standard input may hold one YAML or JSON case, or a stream of JSON cases; `.ndjson` files are streams.
    private func routeStream(_ path: String) {
        var problems = Diagnostics()
        let limit = YAMLReader.byteLimit
        guard var stream = LineStream(path, limit: limit, into: &problems) else { return report(problems, SourceSet()) }
        var isStream = path != "-"
        while let line = stream.next(into: &problems) {
            if !isStream, let bytes = line.bytes, !bytes.isBlank {
                guard bytes.isWholeObject else {
                    let rest = stream.rest(after: bytes + [0x0A], into: &problems)
                    report(problems, SourceSet())
                    if let rest { routeDocument(rest, skipping: line.number - 1) }
                    return
                }
                isStream = true
            }
            routeRecord(line, of: path == "-" ? "standard input" : path, limit: limit)
        }
        report(problems, SourceSet())
    }

    /// One case that fills standard input. Blank lines before it count, so that places are right.
    private func routeDocument(_ bytes: [UInt8], skipping blank: Int) {
        var sources = SourceSet()
        let lines = [UInt8](repeating: 0x0A, count: blank)
        let file = sources.add(SourceFile(path: "standard input", bytes: lines + bytes))
        var problems = Diagnostics()
        let cases = loader.load([file], of: &sources, into: &problems)
        report(problems, sources)
        for loaded in cases { decide(loaded, sources, isAlone: true) }
    }

    /// One line of a stream: its decision, or what is wrong with it in its place.
    private func routeRecord(_ line: LineStream.Line, of path: String, limit: Int) {
        guard let bytes = line.bytes else {
            return showError("this line is longer than \(limit >> 20) MiB", id: nil, line.number, path)
        }
        if bytes.isBlank { return }
        var problems = Diagnostics()
        let record = records.read(bytes, as: path, into: &problems)
        guard let given = record.case else { return showError(problems.sentence, id: record.id, line.number, path) }
        do {
            show(try decider.decide(given, on: date), title: "")
        } catch {
            problems.add(error.diagnostic(of: given, under: decider.rulebook))
            showError(problems.sentence, id: record.id, line.number, path)
        }
    }

    // MARK: - Printing

    /// - Parameter title: a heading names the case where there are several; nil where there is only one.
    private func show(_ decision: Decision, title: String?) {
        switch format {
        case .json:
            writer.removeAll()
            json.write(decision, to: &writer)
            writer.newline()
            Output.write(writer.bytes)
        case .text:
            if let title { Output.write(heading(decision.caseName, title)) }
            Output.write(text.text(decision, hints: nearMisses.hints(decision)))
        }
        hasPrinted = true
    }

    private func heading(_ name: String, _ title: String) -> String {
        let shown = text.heading(title.isEmpty ? "Case \(name)" : "Case \(name): \(title)")
        return hasPrinted ? "\n\n" + shown : shown
    }

    private func showError(_ message: String, id: String?, _ line: Int, _ path: String) {
        hasProblems = true
        switch format {
        case .json:
            writer.removeAll()
            writer.beginObject()
            writer.field("id", id)
            writer.field("line", line)
            writer.field("error", message)
            writer.endObject()
            writer.newline()
            Output.write(writer.bytes)
        case .text:
            Output.error("\(path):\(line): \(id.map { "case \($0): " } ?? "")\(message)")
        }
    }
}

extension [UInt8] {
    fileprivate var isBlank: Bool {
        allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }
    }

    /// A JSON object that begins and ends here, as a line of a stream does.
    fileprivate var isWholeObject: Bool {
        guard first(where: { $0 != 0x20 && $0 != 0x09 }) == UInt8(ascii: "{") else { return false }
        var depth = 0
        var isInText = false
        var isEscaped = false
        for byte in self {
            if isEscaped {
                isEscaped = false
            } else if isInText {
                if byte == UInt8(ascii: "\\") { isEscaped = true }
                if byte == UInt8(ascii: "\"") { isInText = false }
            } else {
                switch byte {
                case UInt8(ascii: "\""): isInText = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                default: break
                }
            }
        }
        return depth <= 0 && !isInText
    }
}
