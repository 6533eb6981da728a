import WaymarkDocuments

/// Index of a fact in its ``Vocabulary``.
public typealias FactID = Int
/// Index of a definition, parameter or constraint in its ``RuleBase``.
public typealias DeclarationID = Int

/// Where a statement comes from and how sure it is; may stand on anything that is named.
public struct Provenance: Sendable, Hashable {
    /// How a rule is known: `stated` by a source, `inferred` from it, `external` (another source), `unverified`.
    public enum Basis: String, Sendable, Hashable, CaseIterable { case stated, inferred, external, unverified }

    public var source: String?
    public var basis: Basis?
    public var note: String?

    public init(source: String? = nil, basis: Basis? = nil, note: String? = nil) {
        self.source = source
        self.basis = basis
        self.note = note
    }
}

/// What values a fact takes.
public enum FactType: Sendable, Hashable {
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
public struct Fact: Sendable {
    /// A value of a `one of` or `several of` fact.
    public struct Option: Sendable, Hashable {
        public var name: String
        public var label: String

        public init(name: String, label: String) {
            self.name = name
            self.label = label
        }
    }

    public enum Sensitivity: String, Sendable, CaseIterable { case ordinary, criminal, health, special, safeguarding }

    public var name: String
    public var label: String
    /// The question to the person or the record; missing for facts nobody is asked for.
    public var ask: String?
    public var help: String?
    public var type: FactType
    /// Values of `one of` and `several of` facts; with `values_from: areas` the areas come first.
    public var options: [Option] = []
    public var optionIndex: [String: Int] = [:]
    /// The number of options that are areas of the service map (they come first); 0 without `values_from: areas`.
    public var areaCount = 0
    /// Declared with `values_from: areas`.
    public var takesAreas = false
    public var unit: String?
    public var group: String?
    public var knownBy: [String] = []
    public var sensitivity: Sensitivity = .ordinary
    /// The fact applies only where this holds.
    public var onlyWhen: Condition?
    /// May be named in "what would change this".
    public var isChangeable = false
    /// Weight of the question in the interview, 1 to 10.
    public var burden = 1
    public var isProtected = false
    /// Only an audit may read it.
    public var isAuditOnly = false
    public var provenance = Provenance()
    /// Place of the name in the rulebook.
    public var span: SourceSpan

    public init(name: String, label: String, type: FactType, span: SourceSpan) {
        self.name = name
        self.label = label
        self.type = type
        self.span = span
    }
}

/// All facts, in file order.
public struct Vocabulary: Sendable {
    public private(set) var facts: [Fact] = []
    private var index: [String: FactID] = [:]

    public init() {}

    /// Adds a fact whose name is not taken and returns its number.
    @discardableResult
    public mutating func add(_ fact: Fact) -> FactID {
        index[fact.name] = facts.count
        facts.append(fact)
        return facts.count - 1
    }

    public subscript(name: String) -> FactID? { index[name] }

    public subscript(id: FactID) -> Fact {
        get { facts[id] }
        set { facts[id] = newValue }
    }
}
