import ArgumentParser
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkSynthetic

/// One subject under one rulebook, in a process of its own so that its memory is its own. Prints a line for each
/// figure: its name, a tab, its value in seconds, bytes or as a count.
struct MeasureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Measures one subject under one rulebook.", shouldDisplay: false)

    enum Subject: String, ExpressibleByArgument, CaseIterable {
        /// Reading, checking and compiling, beside libyaml alone.
        case load
        /// One load and nothing else, for its memory.
        case memory
        /// One decision, in all its variants.
        case decide
        /// The plainest decision alone, for a profile.
        case plain
        /// Steps of an interview, and explanations.
        case ask
    }

    @Argument var subject: Subject
    @Argument(help: "The rulebook's folder.") var folder: String
    @Option(help: "Seconds for each figure.") var seconds = 1.0

    func run() throws {
        switch subject {
        case .load: try measureLoad()
        case .memory: _ = try rulebook()
        case .decide: try measureDecide()
        case .plain: try measurePlain()
        case .ask: try measureAsk()
        }
    }

    private func rulebook() throws -> Rulebook {
        var problems = Diagnostics()
        let (rulebook, sources) = Rulebook.load(folder: folder, into: &problems)
        guard let rulebook else { throw ValidationError(DiagnosticRenderer(sources: sources).text(problems)) }
        return rulebook
    }

    private func show(_ name: String, _ value: Double) { print("\(name)\t\(value)") }

    // MARK: Loading

    private func measureLoad() throws {
        let book = try rulebook()
        let sources = book.sources
        show("services", Double(book.services.count))
        show("bytes", Double(sources.files.reduce(0) { $0 + $1.bytes.count }))
        var problems = Diagnostics()
        show("files", Clock.median(within: seconds) { _ = RulebookFolder.read(folder, into: &problems) })
        show("libyaml", Clock.median(within: seconds) { _ = BareYAML.events(of: sources) })
        show(
            "tree",
            Clock.median(within: seconds) {
                for file in sources.files.indices { _ = YAMLReader.read(Int32(file), of: sources, into: &problems) }
            })
        show("hash", Clock.median(within: seconds) { _ = ContentHash.of(sources) })
        show("load", Clock.median(within: seconds) { _ = Rulebook.load(sources, into: &problems) })
        show("all", Clock.median(within: seconds) { _ = Rulebook.load(folder: folder, into: &problems) })
    }

    // MARK: Deciding

    private static let day = Day("2023-02-28") ?? .first

    private func measurePlain() throws {
        let book = try rulebook()
        let generator = PersonGenerator(book, seed: 1, on: Self.day)
        let decider = Decider(book)
        show(
            "known_plain",
            try each((0..<200).map(generator.person)) { _ = try decider.decide($0, on: Self.day, traced: false) })
    }

    private func measureDecide() throws {
        let book = try rulebook()
        let day = Self.day
        func people(_ unknown: Int) -> [Case] {
            let generator = PersonGenerator(book, seed: 1, on: day, unknownPercent: unknown)
            return (0..<200).map(generator.person)
        }
        let complete = people(0)
        show("first", try Clock.once { _ = try Decider(book).decide(complete[0], on: day, traced: false) })
        let json = DecisionJSON(book, detail: .full)
        for (name, cases) in [("known", complete), ("unknown_5", people(5)), ("unknown_25", people(25))] {
            let decider = Decider(book)
            show("\(name)_plain", try each(cases) { _ = try decider.decide($0, on: day, traced: false) })
            show("\(name)_trace", try each(cases) { _ = try decider.decide($0, on: day, traced: true) })
            show(
                "\(name)_json",
                try each(cases) {
                    var writer = JSONWriter()
                    json.write(try decider.decide($0, on: day, traced: true), to: &writer)
                })
        }
        show("person", Clock.median(within: seconds) { _ = people(0) } / 200)
    }

    private func measureAsk() throws {
        let book = try rulebook()
        let generator = PersonGenerator(book, seed: 1, on: Self.day)
        let blank = Case(name: "", answers: book.vocabulary.facts.map { _ in .unknown })
        let interviewer = Interviewer(book)
        let beginning = try interviewer.begin(blank, on: Self.day)
        show("ask_cold", try Clock.once { _ = try Interviewer(book).step(beginning) })
        show("ask_first", try Clock.median(within: seconds) { _ = try interviewer.step(beginning) })
        // Every step of a few whole interviews, the first left out.
        var steps: [Interview] = []
        for number in 0..<5 {
            let person = generator.person(number)
            var interview = beginning
            while let fact = try interviewer.step(interview).question?.fact {
                let answer = person.answers[fact] == .unknown ? Answer.notKnown : person.answers[fact]
                interview = try interviewer.reply(answer, to: fact, in: interview).interview
                steps.append(interview)
            }
        }
        show("ask_questions", Double(steps.count) / 5)
        show(
            "ask_step",
            try Clock.median(rounds: 3, within: seconds) { for step in steps { _ = try interviewer.step(step) } }
                / Double(max(1, steps.count)))
        let people = (0..<20).map(generator.person)
        let explainer = Explainer(book)
        let decider = Decider(book)
        let decisions = try people.map { try decider.decide($0, on: Self.day) }
        let programmes = book.programmes.indices
        show(
            "near_misses",
            Clock.median(rounds: 3, within: seconds) { for item in decisions { _ = explainer.nearMisses(item) } } / 20)
        show(
            "explain",
            try Clock.median(rounds: 3, within: seconds) {
                for (number, person) in people.enumerated() {
                    _ = try explainer.explain(person, programme: programmes[number % programmes.count], on: Self.day)
                }
            } / 20)
    }

    /// Seconds for one case, the median of passes over all.
    private func each(_ cases: [Case], _ work: (Case) throws -> Void) rethrows -> Double {
        try Clock.median(rounds: 3, within: seconds) { for item in cases { try work(item) } } / Double(cases.count)
    }
}
