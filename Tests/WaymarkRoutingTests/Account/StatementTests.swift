import Testing
import WaymarkRules

@testable import WaymarkRouting

@Suite("A statement says what it is about, whether it is so and where it comes from") struct StatementTests {
    private static func rule(
        _ role: Criterion.Role, _ truth: Truth, otherwise: String? = nil, instead: String? = nil,
        clause: String? = nil, parts: [Statement] = []
    ) -> Statement {
        Statement(
            subject: .criterion(
                Statement.Rule(
                    role: role, name: "adult", isOfService: false, says: "is 18 or over", otherwise: otherwise,
                    insteadTitle: instead)),
            truth: truth, provenance: Provenance(source: "T1 ¶4", basis: .inferred, note: "by hand"), clause: clause,
            place: "Rules/a.yaml:7", parts: parts)
    }

    private static let age = Statement.Reading.fact(name: "age", label: "Age", value: "16 years")

    private static func age(_ truth: Truth, place: String = "Rules/a.yaml:9") -> Statement {
        Statement(subject: .test(age, asked: "18 or over"), truth: truth, place: place)
    }

    private static func words(_ lines: [AccountLine]) -> [String] {
        lines.map { String(repeating: "  ", count: $0.depth) + ($0.mark?.text ?? "") + $0.words }
    }

    // MARK: Truth

    @Test(arguments: [
        (Criterion.Role.criterion, Truth.yes, "✓ is 18 or over"),
        (.criterion, .no, "✗ not met: is 18 or over"),
        (.criterion, .unknown, "? is 18 or over"),
        (.bar, .yes, "✗ is 18 or over"),
        (.bar, .no, "✓ does not apply: is 18 or over"),
        (.bar, .unknown, "? perhaps: is 18 or over"),
        (.hold, .yes, "✗ is 18 or over"),
        (.hold, .no, "✓ does not apply: is 18 or over"),
        (.hold, .unknown, "? perhaps: is 18 or over"),
        (.signpostReason, .yes, "✗ is 18 or over"),
        (.signpostReason, .no, "✓ does not apply: is 18 or over"),
        (.signpostReason, .unknown, "? perhaps: is 18 or over"),
    ])
    func `a rule's mark says whether it speaks for the person, its words whether it is so`(
        _ role: Criterion.Role, _ truth: Truth, _ line: String
    ) {
        #expect(Self.words(Self.rule(role, truth).lines()).first == line)
    }

    @Test func `a criterion that is not met has words of its own where the rulebook gives some`() {
        #expect(Self.rule(.criterion, .no, otherwise: "is a child").words == "is a child")
        #expect(Self.rule(.criterion, .yes, otherwise: "is a child").words == "is 18 or over")
        #expect(Self.rule(.bar, .no, otherwise: "is a child").words == "does not apply: is 18 or over")
    }

    @Test(arguments: [(Truth.yes, "so: "), (.no, "not so: "), (.unknown, "open: ")])
    func `a part of a rule is said to be so, not drawn`(_ truth: Truth, _ mark: String) {
        #expect(Self.age(truth).mark?.text == mark)
        #expect(
            Self.words(Self.age(truth).lines())
                == [mark + "Age: 16 years; asked for: 18 or over [Rules/a.yaml:9]"])
    }

    @Test(arguments: [(Truth.yes, "so: is an adult"), (.no, "not so: is an adult"), (.unknown, "open: is an adult")])
    func `a definition says its truth in words and has no mark`(_ truth: Truth, _ line: String) {
        let definition = Statement(subject: .definition(name: "adult", says: "is an adult"), truth: truth)
        #expect(definition.words == line)
        #expect(definition.mark == nil)
    }

    @Test func `what is neither so nor not so has no mark`() {
        let subjects: [Statement.Subject] = [
            .service(name: "s", title: "S"), .sequence(name: "q", says: "it comes first", first: "p", isCertain: true),
            .priority(name: "l", says: "it can wait"), .hole(.position),
        ]
        for subject in subjects { #expect(Statement(subject: subject).mark == nil, "\(subject)") }
    }

    @Test func `every truth has a sign, a word and a tone of its own`() {
        let truths: [Truth] = [.yes, .no, .unknown]
        #expect(truths.map { Mark.truth($0).text } == ["✓ ", "✗ ", "? "])
        #expect(truths.map { Mark.truth($0).tone } == [.good, .bad, .warning])
        #expect(truths.map { Mark.state($0).tone } == [.good, .bad, .warning])
        #expect(Mark.bullet.tone == .plain && Mark.task.tone == .plain)
    }

    // MARK: Where it comes from

    @Test func `the origin names source, clause and place, and where one is missing the others`() {
        #expect(Self.rule(.criterion, .yes).origin == "inferred from T1 ¶4; Rules/a.yaml:7")
        #expect(
            Self.rule(.criterion, .yes, clause: "4.2").origin
                == "inferred from T1 ¶4; clause 4.2 of the agreement; Rules/a.yaml:7")
        var bare = Self.rule(.criterion, .yes)
        bare.provenance = Provenance()
        #expect(bare.origin == "Rules/a.yaml:7")
        bare.provenance = nil
        #expect(bare.origin == nil)
    }

    // MARK: What stands below

    @Test func `a deciding criterion tells what would have to be otherwise, then where it comes from`() {
        let change = Statement(
            subject: .change(Self.age, requirement: "be 18 or over"), truth: .no, place: "Rules/a.yaml:9")
        #expect(
            Self.words(Self.rule(.criterion, .no, instead: "Youth work", parts: [change]).lines(depth: 1)) == [
                "  ✗ not met: is 18 or over", "    Age: 16 years; it would have to be 18 or over.",
                "    See Youth work instead.", "    inferred from T1 ¶4; Rules/a.yaml:7",
            ])
    }

    @Test func `a criterion in full tells where it comes from, its note and its condition, and no change`() {
        let change = Statement(subject: .change(Self.age, requirement: "be 18 or over"), truth: .no)
        #expect(
            Self.words(Self.rule(.criterion, .no, parts: [change, Self.age(.no)]).lines()) == [
                "✗ not met: is 18 or over", "  inferred from T1 ¶4; Rules/a.yaml:7", "  Note: by hand",
                "  not so: Age: 16 years; asked for: 18 or over [Rules/a.yaml:9]",
            ])
    }

    @Test func `parts of a rule stand below it, and a list of one reads as that one`() {
        let any = Statement(
            subject: .group(.any), truth: .unknown, place: "x", parts: [Self.age(.no), Self.age(.unknown)])
        let all = Statement(subject: .group(.all), truth: .unknown, place: "x", parts: [any])
        #expect(
            Self.words(all.lines()) == [
                "open: at least one of these:",
                "  not so: Age: 16 years; asked for: 18 or over [Rules/a.yaml:9]",
                "  open: Age: 16 years; asked for: 18 or over [Rules/a.yaml:9]",
            ])
        #expect(
            Self.words(Statement(subject: .group(.all), truth: .yes, parts: [any, any]).lines()).first
                == "so: all of these:")
    }

    @Test(arguments: [
        (Statement.Subject.group(.all), "all of these:"), (.group(.any), "at least one of these:"),
        (.group(.none), "none of these:"), (.group(.atLeast(2)), "at least 2 of these:"),
        (.test(.definition(name: "d", says: "is an adult"), asked: "no"), "“is an adult”; asked for: no [f:1]"),
        (
            .test(.date("1 May 2023"), asked: "before 1 June 2023"),
            "the date: 1 May 2023; asked for: before 1 June 2023 [f:1]"
        ),
    ])
    func `each part of a rule in words`(_ subject: Statement.Subject, _ words: String) {
        #expect(Statement(subject: subject, truth: .yes, place: "f:1").words == words)
    }

    @Test func `what has to be otherwise is said of facts, definitions and the date, known or not`() {
        func words(_ reading: Statement.Reading, _ requirement: String, _ truth: Truth?) -> String {
            Statement(subject: .change(reading, requirement: requirement), truth: truth).words
        }
        #expect(words(Self.age, "be over 20", .unknown) == "Age: 16 years; it has to be over 20.")
        #expect(words(Self.age, "be over 20", .no) == "Age: 16 years; it would have to be over 20.")
        for (truth, state) in [(Truth.unknown, "not known yet"), (.yes, "yes"), (.no, "no")] {
            #expect(
                words(.definition(name: "d", says: "is an adult"), "be no", truth)
                    == "“is an adult”: \(state); it would have to be no.")
        }
        #expect(
            words(.date("1 May 2023"), "be before 1 May 2023", nil)
                == "The date is 1 May 2023; it would have to be before 1 May 2023.")
    }

    @Test func `changes that all are needed stand side by side, a choice stands below its heading`() {
        let change = Statement(subject: .change(Self.age, requirement: "be over 20"), truth: .no)
        let words = "Age: 16 years; it would have to be over 20."
        let every = Statement(subject: .group(.every), parts: [change, change])
        #expect(Self.words(every.lines(depth: 1)) == ["  " + words, "  " + words])
        let one = Statement(subject: .group(.some(1)), parts: [change, change])
        #expect(
            Self.words(one.lines()) == ["One of these would have to be otherwise:", "  " + words, "  " + words])
        let two = Statement(subject: .group(.some(2)), parts: [change])
        #expect(two.words == "2 of these would have to be otherwise:")
    }

    @Test func `a definition without a version in force says so`() {
        let definition = Statement(
            subject: .definition(name: "prolific", says: "steals often"), truth: .no, provenance: Provenance(),
            place: "Rules/a.yaml:3")
        #expect(
            Self.words(definition.lines()) == [
                "not so: steals often", "  Rules/a.yaml:3", "  No version of it is in force on this date.",
            ])
    }

    @Test func `a sequence says where it comes from, a lower priority only what it says`() {
        let provenance = Provenance(source: "T1 ¶9")
        let sequence = Statement(
            subject: .sequence(name: "q", says: "treatment comes first", first: "treatment", isCertain: true),
            provenance: provenance, place: "Rules/r.yaml:8")
        #expect(Self.words(sequence.lines()) == ["Treatment comes first.", "  T1 ¶9; Rules/r.yaml:8"])
        let priority = Statement(
            subject: .priority(name: "l", says: "the hostel has its own"), provenance: provenance, place: "x:1")
        #expect(Self.words(priority.lines()) == ["Lower priority: the hostel has its own."])
    }

    @Test func `equal statements are one statement, other truth makes another`() {
        let all: Set<Statement> = [Self.rule(.bar, .yes), Self.rule(.bar, .yes), Self.rule(.bar, .no)]
        #expect(all.count == 2)
    }
}
