package import WaymarkRouting
package import WaymarkRules

/// How many questions a caseload would need.
package struct InterviewReport: Sendable {
    /// What one way of asking costs one person.
    package struct Effort: Sendable, Hashable {
        package var questions: Int
        /// The sum of the questions' weights (burden, more where sensitive).
        package var weight: Double
    }

    package struct Person: Sendable {
        package var name: String
        package var best: Effort
        package var vocabulary: Effort
        /// Every question that can be put to this person.
        package var everything: Effort
    }

    package var people: [Person] = []

    package init() {}

    /// The mean number of questions; nil without people.
    package func mean(_ way: (Person) -> Effort) -> Double? {
        if people.isEmpty { return nil }
        return Double(people.reduce(0) { $0 + way($1).questions }) / Double(people.count)
    }

    /// The number of questions that this share of people (0 to 1) do not exceed; nil without people.
    package func quantile(_ share: Double, _ way: (Person) -> Effort) -> Int? {
        let counts = people.map { way($0).questions }.sorted()
        if counts.isEmpty { return nil }
        let place = (share * Double(counts.count)).rounded(.up)
        return counts[max(0, min(counts.count - 1, Int(place) - 1))]
    }
}

/// Plays interviews with people of whom everything that will be answered is known.
package final class InterviewSimulation {
    private let rulebook: Rulebook
    private let best: Interviewer
    private let vocabulary: Interviewer
    /// Interviews of different people begin alike: the next question by what is known.
    private var nextQuestions: [Known: FactID?] = [:]
    private static let memory = 200_000

    private struct Known: Hashable {
        var order: QuestionOrder
        var date: Day
        var answers: [Answer]
    }

    package init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
        let plans = PlanCache(rulebook)
        best = Interviewer(plans, order: .best)
        vocabulary = Interviewer(plans, order: .vocabulary)
    }

    /// - Parameter day: the decision date where a case names none.
    /// - Returns: what each way of asking costs this person.
    /// - Throws: why there cannot be such a person.
    package func play(_ person: Case, on day: Day) throws(Refusal) -> InterviewReport.Person {
        InterviewReport.Person(
            name: person.name, best: try effort(best, person, day), vocabulary: try effort(vocabulary, person, day),
            everything: try everything(person, day))
    }

    /// The facts asked for, in order.
    package func questions(_ order: QuestionOrder, _ person: Case, on day: Day) throws(Refusal) -> [FactID] {
        try asked(order == .best ? best : vocabulary, person, day)
    }

    private func asked(_ interviewer: Interviewer, _ person: Case, _ day: Day) throws(Refusal) -> [FactID] {
        // A person who cannot be must not get as far as the first contradiction.
        _ = try interviewer.begin(person, on: day)
        var blank = person
        blank.answers = Array(repeating: .unknown, count: person.answers.count)
        var interview = try interviewer.begin(blank, on: day)
        var asked: [FactID] = []
        while let fact = try next(interviewer, interview) {
            asked.append(fact)
            let answer = person.answers[fact] == .unknown ? .notKnown : person.answers[fact]
            interview = try interviewer.reply(answer, to: fact, in: interview).interview
        }
        return asked
    }

    private func next(_ interviewer: Interviewer, _ interview: Interview) throws(Refusal) -> FactID? {
        let key = Known(order: interviewer.order, date: interview.date, answers: interview.answers)
        if let known = nextQuestions[key] { return known }
        let next = try interviewer.step(interview).question?.fact
        if nextQuestions.count >= InterviewSimulation.memory { nextQuestions = [:] }
        nextQuestions[key] = .some(next)
        return next
    }

    private func effort(
        _ interviewer: Interviewer, _ person: Case, _ day: Day
    ) throws(Refusal) -> InterviewReport.Effort {
        effort(try asked(interviewer, person, day))
    }

    private func effort(_ facts: [FactID]) -> InterviewReport.Effort {
        InterviewReport.Effort(
            questions: facts.count,
            weight: facts.reduce(0) { $0 + QuestionChooser.weight(rulebook.vocabulary[$1]) })
    }

    /// Every fact with a question, but those that certainly do not apply to this person.
    private func everything(_ person: Case, _ day: Day) throws(Refusal) -> InterviewReport.Effort {
        let interview = try best.begin(person, on: day)
        return effort(try best.applicable(interview).filter { rulebook.vocabulary[$0].ask != nil })
    }
}

extension Interviewer {
    /// The facts that apply, or may.
    func applicable(_ interview: Interview) throws(Refusal) -> [FactID] {
        let situation = try situation(interview)
        return rulebook.vocabulary.facts.indices.filter {
            situation.truth(situation.day.applies[$0]).truth != .no
        }
    }
}
