import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// Counts the questions that the people of a caseload would be asked.
struct SimulationSession {
    private let rulebook: Rulebook
    private let date: Day

    init(_ rulebook: Rulebook, date: Day) {
        self.rulebook = rulebook
        self.date = date
    }

    func run(_ path: String) throws {
        let simulation = InterviewSimulation(rulebook)
        let records = JSONCaseReader(rulebook)
        var report = InterviewReport()
        var skipped = 0
        var problems = Diagnostics()
        guard var stream = LineStream(path, limit: YAMLReader.byteLimit, into: &problems) else {
            Problems(sources: SourceSet()).show(problems)
            throw Exit.problems
        }
        let bar = ProgressBar("people")
        while let line = stream.next(into: &problems) {
            guard let bytes = line.bytes, !bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) else {
                if line.bytes == nil { skipped += 1 }
                continue
            }
            var found = Diagnostics()
            let person = records.read(bytes, as: path, into: &found).case
            do throws(Refusal) {
                if let person { report.people.append(try simulation.play(person, on: date)) }
            } catch {
                if let person { found.add(error.diagnostic(of: person, under: rulebook)) }
            }
            if found.hasErrors {
                skipped += 1
                bar.clear()
                for problem in found.inOrder where problem.severity == .error {
                    Output.error("\(path):\(line.number): \(problem.message)")
                }
            }
            bar.show(line.number)
        }
        bar.clear()
        Output.write(report.text)
        if skipped > 0 {
            Output.line(
                "\n\(English.count(skipped, "line")) could not be read or decided and \(skipped == 1 ? "was" : "were") skipped."
            )
        }
        Problems(sources: SourceSet()).show(problems)
        if skipped > 0 || problems.hasErrors { throw Exit.problems }
    }
}
