import Synchronization
package import WaymarkAnalysis
package import WaymarkRouting
package import WaymarkRules
package import WaymarkStore

/// The engines of one rulebook. They belong to one thread at a time, and are lent for one piece of work.
package final class Engine {
    package let decider: Decider
    package let interviewer: Interviewer
    package let explainer: Explainer

    fileprivate init(_ rulebook: Rulebook) {
        let plans = PlanCache(rulebook)
        decider = Decider(plans)
        interviewer = Interviewer(plans)
        explainer = Explainer(plans)
    }
}

/// A rulebook that serves. A request keeps the one it began with.
package final class ServingRulebook: Sendable {
    package let rulebook: Rulebook
    /// Its number in the record.
    package let version: Int
    /// What is read off its service map.
    let map: ServiceMapCache
    /// What its promises say that do not hold with what was stated of the services' capacity.
    package let broken: [String]
    private let idle: Mutex<[Lent]> = Mutex([])

    /// An engine that nobody is using: it is only ever handed over whole.
    private struct Lent: @unchecked Sendable {
        let engine: Engine
        var uses = 0
    }

    init(_ rulebook: Rulebook, version: Int, broken: [String] = []) {
        self.rulebook = rulebook
        self.version = version
        map = ServiceMapCache(rulebook)
        self.broken = broken
    }

    /// What engines keep to be quick grows a little with every case; one is retired after so many.
    private static let usesLimit = 20_000
    private static let idleLimit = 8

    /// Lends an engine to `body`; nobody else has it meanwhile.
    package func withEngine<Result, Failure: Error>(
        _ body: (Engine) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var lent = idle.withLock { $0.popLast() } ?? Lent(engine: Engine(rulebook))
        lent.uses += 1
        defer {
            if lent.uses < ServingRulebook.usesLimit {
                let back = lent
                idle.withLock { if $0.count < ServingRulebook.idleLimit { $0.append(back) } }
            }
        }
        return try body(lent.engine)
    }

    // MARK: - What is asked of an engine

    /// Decides a case.
    ///
    /// - Throws: ``Refusal`` where its facts cannot be so together.
    package func decide(_ person: Case, on day: Day, traced: Bool = true) throws(Refusal) -> Decision {
        try withEngine { (engine: Engine) throws(Refusal) in
            try engine.decider.decide(person, on: day, traced: traced)
        }
    }

    /// Where a conversation about a case stands: the next question, and how every programme does.
    ///
    /// - Parameter programme: the one that alone is asked about; nil for all.
    package func step(_ person: Case, on day: Day, about programme: Int? = nil) throws(Refusal) -> InterviewStep {
        try withEngine { (engine: Engine) throws(Refusal) in
            try engine.interviewer.step(engine.interviewer.begin(person, on: day), about: programme)
        }
    }

    /// Answers that an answer leaves without meaning, and that are taken back with it.
    package func takenBack(
        by answer: Answer, to fact: FactID, of person: Case, on day: Day
    ) throws(Refusal) -> [FactID] {
        try withEngine { (engine: Engine) throws(Refusal) in
            let interview = try engine.interviewer.begin(person, on: day)
            return try engine.interviewer.reply(answer, to: fact, in: interview).takenBack
        }
    }

    /// Why a programme's outcome is what it is, and what would change it.
    package func explain(_ person: Case, programme: Int, on day: Day) throws(Refusal) -> Explanation {
        try withEngine { (engine: Engine) throws(Refusal) in
            try engine.explainer.explain(person, programme: programme, on: day)
        }
    }

    /// Whether facts can be so together; nil where they can.
    package func refusal(of person: Case, on day: Day) -> Refusal? {
        withEngine { engine in
            do throws(Refusal) {
                _ = try engine.interviewer.begin(person, on: day)
                return nil
            } catch { return error }
        }
    }
}
