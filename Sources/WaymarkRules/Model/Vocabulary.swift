package import WaymarkDocuments

/// What values a fact takes.
package enum FactType: Sendable, Hashable {
    case yesNo
    /// Whole numbers in a closed range.
    case wholeNumber(ClosedRange<Int>)
    /// Days from ``Day/first`` to ``Day/last``.
    case date
    /// Exactly one of the fact's values.
    case oneOf
    /// None, one or several of the fact's values.
    case severalOf
    /// Recorded, never read by a rule.
    case text
}

/// Something known (or not) about a person, an incident or the moment of the decision.
package struct Fact: Sendable {
    /// A value of a `one of` or `several of` fact.
    package struct Option: Sendable, Hashable {
        package var name: String
        package var label: String

        package init(name: String, label: String) {
            self.name = name
            self.label = label
        }
    }

    package enum Sensitivity: String, Sendable, CaseIterable { case ordinary, criminal, health, special, safeguarding }

    package var name: String
    package var label: String
    /// The question to the person or the record; missing for facts nobody is asked for.
    package var ask: String?
    package var help: String?
    package var type: FactType
    /// Values of `one of` and `several of` facts; with `values_from: areas` the areas come first.
    package var options: [Option] = []
    package var optionIndex: [String: Int] = [:]
    /// The number of options that are areas of the service map (they come first); 0 without `values_from: areas`.
    package var areaCount = 0
    /// Declared with `values_from: areas`.
    package var takesAreas = false
    package var unit: String?
    package var group: String?
    package var knownBy: [String] = []
    package var sensitivity: Sensitivity = .ordinary
    /// The fact applies only where this holds.
    package var onlyWhen: Condition?
    /// May be named in "what would change this".
    package var isChangeable = false
    /// Weight of the question in the interview, 1 to 10.
    package var burden = 1
    package var isProtected = false
    /// Only an audit may read it.
    package var isAuditOnly = false
    /// Whoever declines to answer says no (rulebook page, section 3).
    package let countsDeclinedAsNo: Bool
    package var provenance = Provenance()
    /// Place of the name in the rulebook.
    package var span: SourceSpan

    package init(name: String, label: String, type: FactType, span: SourceSpan) {
        self.name = name
        self.label = label
        self.type = type
        self.span = span
        countsDeclinedAsNo = ConsentFacts.agreements.contains(name)
    }
}

/// All facts, in file order.
package struct Vocabulary: Sendable {
    package private(set) var facts: [Fact] = []
    private var index: [String: FactID] = [:]

    package init() {}

    /// Adds a fact whose name is not taken and returns its number.
    @discardableResult
    package mutating func add(_ fact: Fact) -> FactID {
        index[fact.name] = facts.count
        facts.append(fact)
        return facts.count - 1
    }

    package subscript(name: String) -> FactID? { index[name] }

    package subscript(id: FactID) -> Fact {
        get { facts[id] }
        set { facts[id] = newValue }
    }
}
