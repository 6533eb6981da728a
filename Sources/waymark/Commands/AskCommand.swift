import ArgumentParser
import Glibc
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

struct AskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Leads through the questions that still matter, and decides.",
        discussion: """
            Asks the question that settles most for what it asks of the person, and never one whose answer cannot change \
            an outcome or an alert. "don't know" and "rather not say" are answers; back takes the last one back, change \
            goes to any other, state shows every programme, stop decides on what is known. Reads from a terminal or, line \
            by line, from a pipe. Nothing is stored.

            Example: waymark ask
            Example: waymark ask --programme o2r
            Example: waymark ask Examples/cases/v02.yaml --order vocabulary
            Example: waymark generate people --count 200 > people.ndjson; waymark ask --simulate people.ndjson
            """)

    @OptionGroup var rulebook: RulebookOption

    @Argument(
        help: ArgumentHelp("A case to begin with.", valueName: "case"),
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var path: String?

    @Option(
        help: "best: the question that settles most; vocabulary: the vocabulary's order, skipping what cannot matter.")
    var order: QuestionOrder = .best

    @Option(
        help: ArgumentHelp("Ask only what this programme turns on, by its name in the rulebook.", valueName: "name"))
    var programme: String?

    @Option(
        help: ArgumentHelp(
            "The decision date where the case names none: YYYY-MM-DD. Today, if not given.", valueName: "date"))
    var date: Day?

    @Option(help: "How much of the reason to show at the end: none, short or full.")
    var trace: TraceDetail = .short

    @Option(
        help: ArgumentHelp(
            "Count the questions that the people of an NDJSON file would be asked, in both orders.", valueName: "file"),
        completion: .file(extensions: ["ndjson"]))
    var simulate: String?

    func validate() throws {
        if simulate != nil, path != nil { throw ValidationError("Give a case or --simulate, not both.") }
        if simulate != nil, programme != nil {
            throw ValidationError("--simulate counts the questions for all programmes.")
        }
    }

    func run() throws {
        let rulebook = try rulebook.load()
        let day = date ?? Today.day
        if let simulate {
            try SimulationRun(rulebook, date: day).play(simulate)
            return
        }
        let person = try start(rulebook)
        let conversation = Conversation(
            rulebook, order: order, detail: trace, about: try programme.map { try rulebook.programme(named: $0) })
        try conversation.lead(person, on: day)
    }

    /// The case to begin with: the one given, or nothing known.
    private func start(_ rulebook: Rulebook) throws -> Case {
        guard let path else {
            return Case(name: "", answers: rulebook.vocabulary.facts.map { _ in .unknown })
        }
        var problems = Diagnostics()
        let (cases, sources) = CaseLoader(rulebook: rulebook).load(paths: [path], into: &problems)
        if cases.count > 1 {
            problems.error("ask.one-case", "an interview begins with one case, and here are \(cases.count)", at: nil)
        }
        Problems(sources: sources).show(problems)
        guard let first = cases.first, !problems.hasErrors else { throw Exit.problems }
        return first.case
    }
}

extension QuestionOrder: ExpressibleByArgument {}

/// An interview on the terminal or from a pipe.
private final class Conversation {
    private let interviewer: Interviewer
    private let replies: ReplyReader
    private let text: InterviewText
    private let decisionText: DecisionText
    private let programme: Int?
    /// What comes from a pipe is shown, so that the output can be read alone.
    private let echoes = isatty(STDIN_FILENO) == 0

    /// - Parameter programme: the one that alone is asked about; nil for all.
    init(_ rulebook: Rulebook, order: QuestionOrder, detail: TraceDetail, about programme: Int?) {
        self.programme = programme
        interviewer = Interviewer(rulebook, order: order)
        replies = ReplyReader(rulebook)
        text = InterviewText(rulebook, style: Terminal.style)
        decisionText = DecisionText(rulebook, detail: detail, style: Terminal.style)
    }

    func lead(_ person: Case, on day: Day) throws {
        var interview: Interview
        do {
            interview = try interviewer.begin(person, on: day)
        } catch {
            show(error, person)
            throw Exit.problems
        }
        Output.line("Decided for \(English.date(interview.date)). Write ? for what else you may write.\n")
        var before: InterviewStep?
        var wanted: FactID?
        /// Nothing has been answered since the last news.
        var isUnchanged = false
        asking: while true {
            let step = try interviewer.step(interview, about: programme)
            if !isUnchanged { Output.write(text.news(from: before, to: step)) }
            isUnchanged = false
            before = step
            guard let fact = wanted ?? step.question?.fact else {
                let what = programme.map { "the answer for " + interviewer.rulebook.programmes[$0].title } ?? "anything"
                Output.line("\nNothing that could still be asked changes \(what).")
                break
            }
            wanted = nil
            Output.write("\n" + text.question(fact, number: interview.replies.count + 1, atMost: max(1, step.atMost)))
            answering: while true {
                guard let line = nextLine() else { break asking }
                switch replies.read(line, for: fact) {
                case .answer(let answer):
                    do {
                        let result = try interviewer.reply(answer, to: fact, in: interview)
                        interview = result.interview
                        for other in result.takenBack {
                            Output.line("   Taken back, since it no longer applies: \(label(other)).")
                        }
                        break answering
                    } catch {
                        var attempt = interview.person
                        attempt.answers[fact] = answer
                        show(
                            error, attempt,
                            advice:
                                "if an earlier answer is wrong, write change and what it is about; if this one is not "
                                + "certain, write don't know")
                    }
                case .back:
                    guard let last = interview.replies.last, let earlier = interview.back() else {
                        Output.line("   There is nothing to take back.")
                        continue
                    }
                    interview = earlier
                    wanted = last.fact
                    Output.line("   Taken back: \(label(last.fact)).")
                    break answering
                case .change(let other):
                    wanted = other
                    isUnchanged = true
                    break answering
                case .state: Output.write(text.state(step))
                case .why:
                    if let question = step.decision.questions.first(where: { $0.fact == fact }) ?? step.question,
                        question.fact == fact
                    {
                        Output.write(text.reason(question))
                    } else {
                        Output.line("   You asked for it; it changes nothing by itself.")
                    }
                case .help: Output.write(InterviewText.help)
                case .stop: break asking
                case .unclear(let advice): Output.line("   \(English.sentence(advice))")
                }
            }
        }
        let decision = try interviewer.decision(interview)
        Output.write("\n" + decisionText.text(decision, hints: NearMisses(interviewer.plans).hints(decision)))
    }

    private func nextLine() -> String? {
        Output.write("> ")
        guard let line = readLine() else {
            Output.write("\n")
            return nil
        }
        if echoes { Output.line(line) }
        return line
    }

    private func label(_ fact: FactID) -> String { interviewer.rulebook.vocabulary[fact].label }

    /// - Parameter advice: what to do, where a case in a file would be told something else.
    private func show(_ refusal: Refusal, _ person: Case, advice: String? = nil) {
        let problem = refusal.diagnostic(of: person, under: interviewer.rulebook)
        Output.line("   \(English.capitalised(English.sentence(problem.message)))")
        if let help = advice ?? problem.help { Output.line("   \(English.capitalised(English.sentence(help)))") }
    }
}

/// Counts the questions of a caseload.
private struct SimulationRun {
    private let rulebook: Rulebook
    private let date: Day

    init(_ rulebook: Rulebook, date: Day) {
        self.rulebook = rulebook
        self.date = date
    }

    func play(_ path: String) throws {
        let simulation = InterviewSimulation(rulebook)
        let records = JSONCaseReader(rulebook)
        var report = InterviewReport()
        var skipped = 0
        var problems = Diagnostics()
        guard var stream = LineStream(path, limit: YAMLReader.byteLimit, into: &problems) else {
            Problems(sources: SourceSet()).show(problems)
            throw Exit.problems
        }
        let showsProgress = isatty(STDERR_FILENO) == 1
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
                for problem in found.sorted where problem.severity == .error {
                    Output.error("\(path):\(line.number): \(problem.message)")
                }
            }
            if showsProgress, line.number % 20 == 0 { Output.progress("\(line.number) people") }
        }
        if showsProgress { Output.progress("") }
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
