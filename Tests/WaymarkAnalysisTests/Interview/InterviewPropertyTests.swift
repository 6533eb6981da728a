import Testing
import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

/// Interviews under random rulebooks with random people, held against the naive evaluator.
@Suite struct `Interviews under random rulebooks` {
    private static let shapes: [(String, RandomShape)] = [("mixed", .mixed), ("tangled", .tangled), ("wide", .wide)]

    /// Runs `body` on rulebooks with a complete person each.
    private func everyRun(
        _ count: Int, _ body: (Rulebook, Case, QuestionOrder, String) throws -> Void
    ) throws {
        for seed in Effort.seeds(count) {
            for (name, shape) in Self.shapes {
                let rulebook = try TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape))
                var cases = RandomCases(rulebook, completions: 200, seed: seed)
                guard let person = cases.complete(attempts: 20) else { continue }
                let order: QuestionOrder = seed % 3 == 0 ? .vocabulary : .best
                try body(rulebook, person, order, "seed \(seed), \(name), \(order)")
            }
        }
    }

    @Test func `every question can change an outcome or an alert`() throws {
        try everyRun(15) { rulebook, person, order, run in
            let interviewer = Interviewer(rulebook, order: order)
            let naive = NaiveEvaluator(rulebook, limit: 1500)
            try play(interviewer, person) { interview, step in
                guard let question = step.question else { return }
                guard let decision = try? naive.decide(interview.person, on: interview.date) else { return }
                let name = rulebook.vocabulary[question.fact].name
                // The place alone may be missing: services reported together, each the same wherever the person is.
                let waits = decision.outcomes.contains { row in
                    row.service == nil && row.outcome == .needInformation
                        && row.asks.allSatisfy {
                            rulebook.vocabulary[$0].map { interview.answers[$0] != .unknown } ?? true
                        }
                        && question.programmes.contains { rulebook.programmes[$0].name == row.programme }
                }
                #expect(decision.questions.contains(name) || waits, "\(run): \(name) is asked for nothing")
            }
        }
    }

    @Test func `it ends only when nothing that can be asked changes anything`() throws {
        try everyRun(15) { rulebook, person, order, run in
            let interviewer = Interviewer(rulebook, order: order)
            let naive = NaiveEvaluator(rulebook, limit: 1500)
            try play(interviewer, person) { interview, step in
                guard step.question == nil else { return }
                #expect(step.atMost == 0)
                #expect(step.settledCount == rulebook.programmes.count)
                guard let decision = try? naive.decide(interview.person, on: interview.date) else { return }
                // Whether the person can decide now is listed even where the facts leave no doubt that they cannot.
                #expect(decision.questions.allSatisfy { $0 == "can_give_consent_now" }, "\(run): \(decision.questions)")
            }
        }
    }

    @Test func `at most so many more questions is true at every step`() throws {
        try everyRun(40) { rulebook, person, order, run in
            let interviewer = Interviewer(rulebook, order: order)
            var bounds: [Int] = []
            try play(interviewer, person) { _, step in bounds.append(step.atMost) }
            for (asked, bound) in bounds.enumerated() {
                #expect(bounds.count - 1 - asked <= bound, "\(run): \(bounds)")
            }
            for (before, after) in zip(bounds, bounds.dropFirst()) { #expect(after < before, "\(run): \(bounds)") }
        }
    }

    @Test func `the end says what the whole case would say`() throws {
        try everyRun(60) { rulebook, person, order, run in
            let interviewer = Interviewer(rulebook, order: order)
            var last: InterviewStep?
            try play(interviewer, person) { _, step in last = step }
            let whole = try Interviewer(rulebook).step(Interviewer(rulebook).begin(person, on: .first))
            let end = try #require(last)
            for programme in rulebook.programmes.indices {
                guard case .settled(let found) = end.standings[programme] else {
                    Issue.record("\(run): \(rulebook.programmes[programme].name) is still open")
                    continue
                }
                guard case .settled(let expected) = whole.standings[programme] else { continue }
                // Services reported together may stay open for want of the place alone, which nothing then asks for.
                let lacksPlace = end.decision.outcomes.contains {
                    $0.programme == programme && $0.service == nil && $0.outcome == .needInformation
                }
                if lacksPlace { continue }
                let bothNo = [found, expected].allSatisfy { $0 == .notEligible || $0 == .unavailable }
                #expect(bothNo || found == expected, "\(run): \(rulebook.programmes[programme].name)")
            }
            #expect(
                Set(end.decision.alerts.filter(\.isDecided).map(\.alert))
                    == Set(whole.decision.alerts.filter(\.isDecided).map(\.alert)), "\(run)")
        }
    }

    @Test func `about one programme it asks no more than that one needs, and ends with what the whole case would say`()
        throws
    {
        var fewer = 0
        try everyRun(25) { rulebook, person, order, run in
            let interviewer = Interviewer(rulebook, order: order)
            let whole = try Interviewer(rulebook).step(Interviewer(rulebook).begin(person, on: .first))
            var all = 0
            try play(interviewer, person) { _, step in all += step.question == nil ? 0 : 1 }
            for programme in rulebook.programmes.indices {
                var last: InterviewStep?
                var bounds: [Int] = []
                try play(interviewer, person, about: programme) { interview, step in
                    last = step
                    bounds.append(step.atMost)
                    if case .settled = step.standings[programme] {
                        #expect(step.question == nil, "\(run): asks on about what is settled")
                    }
                }
                for (before, after) in zip(bounds, bounds.dropFirst()) { #expect(after < before, "\(run): \(bounds)") }
                #expect(bounds.last == 0, "\(run): \(bounds)")
                if bounds.count - 1 < all { fewer += 1 }
                let end = try #require(last)
                guard case .settled(let found) = end.standings[programme] else {
                    Issue.record("\(run): \(rulebook.programmes[programme].name) is still open")
                    continue
                }
                guard case .settled(let expected) = whole.standings[programme] else { continue }
                let lacksPlace = end.decision.outcomes.contains {
                    $0.programme == programme && $0.service == nil && $0.outcome == .needInformation
                }
                let bothNo = [found, expected].allSatisfy { $0 == .notEligible || $0 == .unavailable }
                #expect(lacksPlace || bothNo || found == expected, "\(run): \(rulebook.programmes[programme].name)")
            }
        }
        #expect(fewer > 0)
    }

    @Test func `taking answers back and giving them again leads to the same questions`() throws {
        try everyRun(40) { rulebook, person, order, run in
            let interviewer = Interviewer(rulebook, order: order)
            var interviews: [(interview: Interview, question: FactID?)] = []
            try play(interviewer, person) { interview, step in interviews.append((interview, step.question?.fact)) }
            var interview = interviews[interviews.count - 1].interview
            for earlier in interviews.dropLast().reversed() {
                interview = try #require(interview.back())
                #expect(interview.answers == earlier.interview.answers, "\(run)")
                #expect(
                    try Interviewer(rulebook, order: order).step(interview).question?.fact == earlier.question, "\(run)"
                )
            }
            #expect(interview.back() == nil)
        }
    }

    /// Interviews a person who answers everything truly; facts that do not apply they cannot answer.
    private func play(
        _ interviewer: Interviewer, _ person: Case, about programme: Int? = nil,
        _ visit: (Interview, InterviewStep) throws -> Void
    ) throws {
        let blank = Case(
            name: "", decisionDate: person.decisionDate, answers: person.answers.map { _ in Answer.unknown })
        var interview = try interviewer.begin(blank, on: .first)
        while true {
            let step = try interviewer.step(interview, about: programme)
            try visit(interview, step)
            guard let fact = step.question?.fact else { return }
            let answer = person.answers[fact] == .unknown ? Answer.notKnown : person.answers[fact]
            interview = try interviewer.reply(answer, to: fact, in: interview).interview
        }
    }
}
