package import WaymarkDocuments
import WaymarkRouting
package import WaymarkRules

/// A criterion, bar, hold or signpost reason of a programme, a family (so of several programmes) or a service.
package struct RuleLine: Sendable, Hashable {
    /// The programmes it belongs to; several for a line of a family.
    package var programmes: [Int]
    /// The service it belongs to; nil for a line of programmes.
    package var service: Int?
    package var name: String
    package var role: Criterion.Role
    package var span: SourceSpan
}

/// A part of a rulebook that a finding is about.
package enum RulePart: Sendable, Hashable {
    case programme(Int)
    case service(Int)
    case agreement(Int)
    case line(RuleLine)
    case definition(DeclarationID)
    case parameter(DeclarationID)
    /// A parameter's entry by position.
    case parameterEntry(DeclarationID, Int)
    case constraint(DeclarationID)
    case alert(Int)
    case sequence(Int)
    case priority(Int)
    case need(Int)
    case fact(FactID)
    /// The `only_when` of a fact.
    case applicability(FactID)
}
