import ArgumentParser
import Foundation
import Glibc
import WaymarkSynthetic

/// Every subject under every rulebook, as a table.
struct TableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "table",
        abstract: "Measures every subject under the given rulebooks and generated ones, and prints a table.",
        discussion: """
            Each figure is the median of at least five runs (three passes for decisions). Each column is measured in \
            processes of its own. --waymark names the built command line, for the subjects that are whole programs.

            Example: swift run -c release waymark-bench table --rulebook . --write Sources/waymark-bench/README.md
            """,
        aliases: ["all"])

    @Option(help: "A rulebook's folder; may be given several times.") var rulebook: [String] = []
    @Option(help: "Sizes of generated rulebooks, in areas.") var areas: [Int] = [10, 100, 340]
    @Option(help: "Seconds for each figure.") var seconds = 1.0
    @Option(help: "How many people for whole-program subjects.") var people = 20_000
    @Option(help: "The command line to measure.") var waymark: String?
    @Option(
        name: .customLong("write"), help: "A Markdown file whose table, between its two markers, this one replaces.")
    var document: String?
    @Flag(help: "Less time for each figure, and no rulebook of 340 areas.") var quick = false

    func run() throws {
        // Before the measurements, which take minutes.
        var document = try document.map { try MarkedDocument(path: $0) }
        var scratch = Array("/tmp/waymark-bench-XXXXXX".utf8CString)
        guard mkdtemp(&scratch) != nil else { throw ValidationError("no temporary folder can be made") }
        let folder = String(decoding: scratch.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { _ = Child.run(["rm", "-rf", folder]) }

        var columns = rulebook.map { Column(title: $0, folder: $0) }
        for count in areas where !quick || count <= 100 {
            let path = "\(folder)/\(count)"
            do { try RulebookGenerator(areas: count).write(to: path) } catch { throw ValidationError("\(error)") }
            columns.append(Column(title: "\(count) areas", folder: path))
        }
        for index in columns.indices {
            note("\(columns[index].title) …")
            try measure(&columns[index], scratch: folder)
        }
        let table = Table(columns: columns, rows: Figure.all).text
        print(table)
        try document?.replace(with: table)
    }

    private func note(_ text: String) {
        let line = Array((text + "\n").utf8)
        _ = write(STDERR_FILENO, line, line.count)
    }

    private func measure(_ column: inout Column, scratch: String) throws {
        let own = CommandLine.arguments[0]
        let time = String(quick ? min(seconds, 0.2) : seconds)
        for subject in [MeasureCommand.Subject.load, .decide, .ask] {
            guard let child = Child.run([own, "measure", subject.rawValue, column.folder, "--seconds", time]),
                child.status == 0
            else { throw ValidationError("\(subject.rawValue) failed for \(column.title)") }
            column.read(child.output)
        }
        if let child = Child.run([own, "measure", "memory", column.folder]) {
            column.figures["memory"] = Double(child.peakMemory)
        }
        measurePrograms(&column, scratch)
    }

    /// A copy of a rulebook in which one age limit, the first that a programme's file writes so, is a year lower; nil
    /// where there is none.
    private func changedCopy(of folder: String, _ scratch: String) -> String? {
        let copy = "\(scratch)/changed"
        let script = """
            rm -rf "$2" && mkdir "$2" && cp -r "$1/Rules" "$1/Services" "$2/" &&
            file=$(grep -rlE "age_years: (at least 18|18 or over)" "$2/Rules" | sort | head -1) && [ -n "$file" ] &&
            sed -i -E '0,/age_years: (at least 18|18 or over)/s//age_years: at least 17/' "$file"
            """
        return Child.run(["sh", "-c", script, "sh", folder, copy])?.status == 0 ? copy : nil
    }

    /// Whole programs, where they exist: a command that the command line does not know leaves its row empty.
    private func measurePrograms(_ column: inout Column, _ scratch: String) {
        let built = CommandLine.arguments[0].split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let waymark = self.waymark ?? (built + ["waymark"]).joined(separator: "/")
        let rulebook = ["--rulebook", column.folder]
        func time(_ name: String, _ arguments: [String], input: String? = nil) {
            let command = ["timeout", "300", waymark] + arguments + rulebook
            let runs = (0..<3).compactMap { _ in
                Child.run(command, input: input, output: "/dev/null", quiet: true)
            }
            guard runs.count == 3, runs.allSatisfy({ $0.status == 0 }) else { return }
            let median = runs.sorted { $0.seconds < $1.seconds }[1]
            column.figures[name] = median.seconds
            column.figures[name + "_memory"] = Double(median.peakMemory)
        }
        time("check", ["check"])
        time("diff", ["diff", column.folder, column.folder])
        if let changed = changedCopy(of: column.folder, scratch) {
            time("diff_edit", ["diff", column.folder, changed])
        }
        let input = "\(scratch)/people.ndjson"
        guard
            let made = Child.run(
                [waymark, "generate", "people", "--count", String(people)] + rulebook, output: input, quiet: true),
            made.status == 0
        else { return }
        column.figures["people"] = Double(people)
        column.figures["generate"] = made.seconds
        time("batch_summary", ["batch", "--output", "summary"], input: input)
        time("batch_decisions", ["batch", "--output", "decisions", "--trace", "none"], input: input)
        time("batch_traced", ["batch", "--output", "decisions", "--trace", "full"], input: input)
    }
}
