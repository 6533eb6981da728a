import Testing
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@Suite struct `An interview` {
    private let rulebook: Rulebook
    private let interviewer: Interviewer
    private let day = Day("2026-06-15") ?? .first

    init() throws {
        rulebook = try SmallRulebook.load()
        interviewer = Interviewer(rulebook)
    }

    private func fact(_ name: String) throws -> FactID { try #require(rulebook.vocabulary[name]) }

    private var nobody: Case { Case(name: "", answers: rulebook.vocabulary.facts.map { _ in .unknown }) }

    private func begin() throws -> Interview { try interviewer.begin(nobody, on: day) }

    private func answer(_ interview: Interview, _ entries: (String, Answer)...) throws -> Interview {
        var interview = interview
        for (name, answer) in entries {
            interview = try interviewer.reply(answer, to: try fact(name), in: interview).interview
        }
        return interview
    }

    private func asked(
        _ order: QuestionOrder = .best, from interview: Interview, _ answers: [String: Answer]
    ) throws -> [String] {
        let interviewer = Interviewer(rulebook, order: order)
        var interview = interview
        var names: [String] = []
        while let next = try interviewer.step(interview).question?.fact {
            let name = rulebook.vocabulary[next].name
            names.append(name)
            interview = try interviewer.reply(answers[name] ?? .notKnown, to: next, in: interview).interview
        }
        return names
    }

    @Test func `begins with what somebody's safety turns on`() throws {
        #expect(try interviewer.step(begin()).question?.fact == fact("danger"))
    }

    @Test func `never asks what no rule turns on any more`() throws {
        let child = try answer(begin(), ("danger", .value(.yesNo(false))), ("age_years", .value(.number(15))))
        let asked = try asked(from: child, ["abuse": .value(.yesNo(false))])
        #expect(!asked.contains("favourite_colour"))
        #expect(!asked.contains("substances"), "treatment is for adults")
        #expect(!asked.contains("on_script"), "nobody under 16 is on a script")
        #expect(!asked.contains("relationship"), "there was no domestic abuse")
    }

    @Test func `asks for a fact that may not apply only once that is known`() throws {
        let asked = try asked(
            from: begin(),
            ["abuse": .value(.yesNo(true)), "relationship": .value(.option(1)), "age_years": .value(.number(40))])
        let first = try #require(asked.firstIndex(of: "abuse"))
        let second = try #require(asked.firstIndex(of: "relationship"))
        #expect(first < second)
    }

    @Test func `in vocabulary order the questions keep that order`() throws {
        let asked = try asked(.vocabulary, from: begin(), ["age_years": .value(.number(40))])
        let places = try asked.map { try fact($0) }
        #expect(places == places.sorted())
    }

    @Test func `an answer that cannot be is refused and changes nothing`() throws {
        let child = try answer(begin(), ("age_years", .value(.number(12))))
        let script = try fact("on_script")
        #expect(throws: Refusal.breaksConstraint(0)) {
            try interviewer.reply(.value(.yesNo(true)), to: script, in: child)
        }
        #expect(child.answers[script] == .unknown)
    }

    @Test func `an earlier answer can be changed, and what no longer applies is taken back`() throws {
        let interview = try answer(begin(), ("abuse", .value(.yesNo(true))), ("relationship", .value(.option(1))))
        let changed = try interviewer.reply(.value(.yesNo(false)), to: try fact("abuse"), in: interview)
        #expect(changed.takenBack == [try fact("relationship")])
        #expect(changed.interview.answers[try fact("relationship")] == .unknown)
        #expect(changed.interview.replies.map(\.fact) == [try fact("abuse")])
    }

    @Test func `the last answer can be taken back`() throws {
        let interview = try answer(begin(), ("danger", .value(.yesNo(false))), ("age_years", .value(.number(30))))
        let earlier = try #require(interview.back())
        #expect(earlier.answers[try fact("age_years")] == .unknown)
        #expect(earlier.answers[try fact("danger")] == .value(.yesNo(false)))
        #expect(try begin().back() == nil)
    }

    @Test func `what was not said is not asked again`() throws {
        let interview = try answer(begin(), ("danger", .declined))
        #expect(try !asked(from: interview, [:]).contains("danger"))
    }

    @Test func `shows what each answer settles`() throws {
        let before = try interviewer.step(begin())
        #expect(before.settledCount == 0)
        let after = try interviewer.step(answer(begin(), ("age_years", .value(.number(15)))))
        #expect(after.standings[0] == .settled(.notEligible))
        #expect(after.standings[1] == .settled(.notEligible))
        let text = InterviewText(rulebook).news(from: before, to: after)
        #expect(
            text == """
                   ✗ Treatment: not eligible
                   ✗ Rehab: not eligible
                   2 of 3 programmes settled.

                """)
    }

    @Test func `shows an alert as soon as it holds`() throws {
        let before = try interviewer.step(begin())
        let after = try interviewer.step(answer(begin(), ("danger", .value(.yesNo(true)))))
        #expect(
            InterviewText(rulebook).news(from: before, to: after).hasPrefix(
                """
                   ! Act first: somebody is in danger.
                     Act on it first.
                """))
    }

    @Test func `a question shows its answers and how many may follow`() throws {
        let text = InterviewText(rulebook).question(try fact("housing"), number: 3, atMost: 5)
        #expect(
            text == """
                3. Where does the person live?  (at most 4 more after it)
                   1 Settled
                   2 Sleeping rough
                   3 Hostel
                   Write the number of one answer, or its words.

                """)
    }

    @Test func `a caseload shows what asking well saves`() throws {
        var person = nobody
        person.answers[try fact("danger")] = .value(.yesNo(false))
        person.answers[try fact("age_years")] = .value(.number(15))
        person.answers[try fact("abuse")] = .value(.yesNo(false))
        person.answers[try fact("seen_on")] = .value(.date(try #require(Day("2020-01-01"))))
        let simulation = InterviewSimulation(rulebook)
        let played = try simulation.play(person, on: day)
        // Danger, age, and what rules the family course out.
        #expect(played.best.questions == 3)
        #expect(played.vocabulary.questions >= played.best.questions)
        // All facts but the relationship, which does not apply.
        #expect(played.everything.questions == 10)
        var report = InterviewReport()
        report.people = [played]
        #expect(report.mean(\.best) == 3)
        #expect(report.text.contains("asks 70% fewer questions than asking everything"))
    }
}
