import ArgumentParser
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
            try SimulationSession(rulebook, date: day).run(simulate)
            return
        }
        let person = try start(rulebook)
        let about = try programme.map { try rulebook.programme(named: $0) }
        try InterviewSession(rulebook, order: order, detail: trace, about: about).run(person, on: day)
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
