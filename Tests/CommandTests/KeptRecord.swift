import Foundation
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// A record in a data folder, as the server leaves it behind.
enum KeptRecord {
    static let noon = Moment(milliseconds: 1_795_262_400_000)

    /// Keeps a decision for each of `people`, all made under one rulebook.
    ///
    /// - Parameters:
    ///   - data: the folder of the record; made where it is missing.
    ///   - rulebook: the folder of the rulebook.
    ///   - people: each one's facts as JSON.
    static func make(
        in data: String, under rulebook: String, people: [String], at: Moment = noon
    ) throws -> Store {
        let store = try Store(folder: data)
        var problems = Diagnostics()
        let rulebook = try #require(Rulebook.load(folder: rulebook, into: &problems).rulebook)
        _ = try store.publish(rulebook.sources, by: .system, at: at)
        let decider = Decider(rulebook)
        for (number, facts) in people.enumerated() {
            let body = Array(#"{"id":"p\#(number)","decision_date":"2023-05-10","facts":\#(facts)}"#.utf8)
            let person = try #require(JSONCaseReader(rulebook).read(body, as: "case", into: &problems).case)
            var writer = JSONWriter()
            DecisionJSON(rulebook, detail: .full).write(try decider.decide(person, on: at.day), to: &writer)
            _ = try store.record(
                NewDecision(
                    caseReference: "planted", channel: "desk", decisionDate: "2023-05-10", rulebook: rulebook.hash,
                    facts: body, document: writer.bytes), by: .system, at: at)
        }
        return store
    }
}
