import WaymarkRouting
import WaymarkRules

/// A move from one outcome of a service (nil: of the programme alone) to another, as places in ``values``.
struct OutcomeMove: Hashable {
    var service: String?
    var from: Int
    var to: Int

    /// The leaf for "not reported".
    static let notReported: Diagram = 1 << 8

    static func leaf(_ outcome: Outcome) -> Diagram { 1 << UInt32(Outcome.rank(outcome)) }

    /// A leaf for each outcome, and one for "not reported".
    static let values: [(leaf: Diagram, outcome: Outcome?)] =
        Outcome.allCases.map { (leaf($0), $0) } + [(notReported, nil)]
}
