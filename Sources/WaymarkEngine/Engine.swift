import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// Decides cases under one rulebook and explains the answers.
///
/// It belongs to one thread and gets faster with use: what a day's rules compile to is kept. For several threads make
/// several engines of one ``Rulebook``. It needs no network, no clock and no locale; the same case under the same
/// rulebook on the same date gives the same bytes.
public final class Engine {
    /// What it decides under.
    public let rulebook: Rulebook
    private let decider: Decider
    private let explainer: Explainer
    private let reader: JSONCaseReader

    /// - Parameter rulebook: loaded and checked.
    public init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
        let plans = PlanCache(rulebook.loaded)
        decider = Decider(plans)
        explainer = Explainer(plans)
        reader = JSONCaseReader(rulebook.loaded)
    }

    /// Decides one case.
    ///
    /// - Parameters:
    ///   - json: UTF-8 text of `{"id": …, "decision_date": …, "facts": {…}}`, as `waymark schema case` describes it. A
    ///     fact that is missing or null is unknown; `"declined"` and `"not known"` say that it was asked in vain.
    ///   - date: the decision date where the case names none, `YYYY-MM-DD`.
    /// - Returns: the decision with its complete trace.
    /// - Throws: ``Refused`` where the text is no case of this rulebook, or no person can be as it says.
    public func decide(json: [UInt8], on date: String) throws(Refused) -> Decision {
        let (person, sources, day) = try read(json, on: date)
        do {
            return Decision(try decider.decide(person, on: day), under: rulebook.loaded)
        } catch {
            throw refusal(error, of: person, sources)
        }
    }

    /// Says why a person can or cannot have a programme: what decides it, what would change it, how long it stays so.
    ///
    /// - Parameters:
    ///   - programme: its name in the rulebook.
    ///   - json: the case, as for ``decide(json:on:)``.
    ///   - date: the decision date where the case names none, `YYYY-MM-DD`.
    /// - Returns: a `waymark.explanation/1` document and the same for people; nil where there is no such programme.
    /// - Throws: ``Refused`` as ``decide(json:on:)`` does.
    public func explain(
        _ programme: String, json: [UInt8], on date: String
    ) throws(Refused) -> (json: [UInt8], text: String)? {
        let (person, sources, day) = try read(json, on: date)
        guard let index = rulebook.loaded.programmes.firstIndex(where: { $0.name == programme }) else { return nil }
        do {
            let explanation = try explainer.explain(person, programme: index, on: day)
            var writer = JSONWriter()
            ExplanationJSON(rulebook.loaded, detail: .full).write(explanation, programme: index, to: &writer)
            return (writer.bytes, ExplanationText(rulebook.loaded).text(explanation))
        } catch {
            throw refusal(error, of: person, sources)
        }
    }

    private func read(_ json: [UInt8], on date: String) throws(Refused) -> (Case, SourceSet, Day) {
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: "case", bytes: json))
        var problems = Diagnostics()
        let person = JSONReader.read(file, of: sources, into: &problems)
            .flatMap { reader.read($0, into: &problems).case }
        let day = Day(date)
        if day == nil {
            problems.error(
                "date.form", "`\(date)` is no date", at: nil, help: "write it as YYYY-MM-DD, such as 2026-04-01")
        }
        guard let person, let day, !problems.hasErrors else { throw Refused(problems, in: sources) }
        return (person, sources, day)
    }

    private func refusal(_ refusal: Refusal, of person: Case, _ sources: SourceSet) -> Refused {
        var problems = Diagnostics()
        problems.add(refusal.diagnostic(of: person, under: rulebook.loaded))
        return Refused(problems, in: sources)
    }
}
